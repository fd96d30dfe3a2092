#include "pipeline/document_loading.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>
#include <variant>

#include "locales/unicode.h"
#include "pipeline/file_reader.h"

namespace lockstep {

std::optional<Source> ReadNamedFile(const std::string& path, Console& console) {
  std::variant<FileContent, Diagnostic> read = ReadFile(std::filesystem::path(), path);
  if (const auto* unreadable = std::get_if<Diagnostic>(&read)) {
    console.Report(*unreadable);
    return std::nullopt;
  }
  return Source{path, std::move(std::get<FileContent>(read).text)};
}

std::optional<Document> DocumentLoader::Load(const std::string& path, const std::string& lang) {
  std::optional<Source> source = ReadNamedFile(path, *console_);
  if (!source) return std::nullopt;
  Diagnostics diags;
  Document document = PrepareFile(*std::move(source), lang, rules_, *tools_, diags);
  for (const Diagnostic& diagnostic : diags.items()) console_->Report(diagnostic);
  if (!document.usable) return std::nullopt;
  return document;
}

std::string LanguageArgument(const Arguments& arguments, const std::string& option) {
  const std::optional<std::string> value = arguments.Value(option);
  if (!value) return {};
  std::optional<std::string> tag = CanonicalLanguageTag(*value);
  if (!tag) {
    throw UsageError(
        fmt::format("--{}: \"{}\" is no language tag, expected one such as \"ja\" or \"pt-BR\"", option, *value));
  }
  return *std::move(tag);
}

}  // namespace lockstep
