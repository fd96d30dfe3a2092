// Holds the invariants of tests/invariants.h against many documents, read from standard input:
//
//   LANG SIZE<LF>, SIZE bytes, <LF>, again and again: what `git cat-file --batch` writes.
//
// Prints each violation, and a line of figures; exit status 1 where there was one.
#include <cstdio>
#include <iostream>
#include <map>
#include <string>

#include "stages/front_matter.h"
#include "stages/normalization.h"
#include "tests/invariants.h"

namespace lockstep {
namespace {

struct Figures {
  std::size_t documents = 0;
  std::size_t no_text = 0;
  std::size_t blocks = 0;
  std::size_t segments = 0;
  std::size_t violations = 0;
};

std::string Check(const std::string& lang, std::string text, std::map<std::string, LanguageTools>& tools,
                  const Locales& locales, Figures& figures) {
  Document document;
  document.source = {lang, std::move(text)};
  Diagnostics diagnostics;
  if (!CheckEncoding(document.source, diagnostics) &&
      (FindInvalidUtf8(document.source.text) || document.source.text.find('\0') != std::string::npos)) {
    ++figures.no_text;
    return "";
  }
  document.front = ReadFrontMatter(document.source, FieldRoles::Defaults(), diagnostics);
  LanguageTools& language = tools.try_emplace(lang, locales.For(lang)).first->second;
  std::string error = invariants::CheckDocument(document, language);
  figures.blocks += document.blocks.size();
  figures.segments += document.segments.size();
  return error;
}

int Run() {
  const Locales locales;
  std::map<std::string, LanguageTools> tools;
  Figures figures;
  for (std::string header; std::getline(std::cin, header);) {
    const std::size_t space = header.find(' ');
    if (space == std::string::npos) break;
    std::string text(std::stoul(header.substr(space + 1)), '\0');
    std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
    std::cin.ignore();  // the line end behind the bytes
    ++figures.documents;
    const std::string error = Check(header.substr(0, space), text, tools, locales, figures);
    if (error.empty()) continue;
    ++figures.violations;
    std::cout << "document " << figures.documents << " (" << header.substr(0, space) << "): " << error << "\n";
    if (figures.violations <= 3) std::cout << text.substr(0, 2000) << "\n";
  }
  std::cout << figures.documents << " documents (" << figures.no_text << " no text), " << figures.blocks << " blocks, "
            << figures.segments << " segments, " << figures.violations << " violations\n";
  return figures.violations == 0 && figures.documents > 0 ? 0 : 1;
}

}  // namespace
}  // namespace lockstep

int main() {
  return lockstep::Run();
}
