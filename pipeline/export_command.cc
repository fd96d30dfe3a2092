#include "pipeline/export_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "exchange/package_format.h"
#include "pipeline/atomic_file.h"
#include "pipeline/configuration.h"
#include "pipeline/package_making.h"
#include "pipeline/points_in_time.h"
#include "pipeline/reason_rendering.h"
#include "pipeline/review_query.h"
#include "pipeline/store_access.h"
#include "pipeline/suggester.h"
#include "pipeline/translation_walk.h"
#include "pipeline/utc_time.h"
#include "pipeline/version.h"
#include "stages/model/hash.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

// Named for what is in it, so that the same work gives the same package.
std::string PackageId(const WorkPackage& package) {
  std::string text = package.site;
  for (const PackageFile& file : package.files) {
    text += fmt::format("\n{}/{} {}", file.collection, file.ref, file.target_lang);
    for (const PackageUnit& unit : file.units)
      text += fmt::format(" {}:{}:{}", unit.id, unit.source_hash, unit.target_hash);
  }
  return fmt::format("{:016x}", Hash64(text));
}

// A part of a file's name that every system takes; what is left out is told apart by the rest of the name, or by a hash
// where that would become too long.
std::string FileNamePart(const std::string& text) {
  std::string part;
  for (const char c : text) {
    const bool plain = static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                       (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
    part += plain ? c : '-';
  }
  constexpr std::size_t kLongest = 80;  // two parts and a language are a name
  if (part.size() <= kLongest) return part;
  std::size_t end = kLongest;
  while ((static_cast<unsigned char>(part[end]) & 0xC0U) == 0x80) --end;  // not within a character
  return fmt::format("{}-{:016x}", part.substr(0, end), Hash64(text));
}

// As --format says, else as the file is named.
PackageFormat FormatFor(const Arguments& arguments) {
  if (const auto name = arguments.Value("format")) {
    return PackageFormatByName(*name).value_or(PackageFormat::kXliff2);
  }
  const bool is_po = fs::path(*arguments.Value("out")).extension() == Extension(PackageFormat::kPo);
  return is_po ? PackageFormat::kPo : PackageFormat::kXliff2;
}

// Takes translations and writes them: a package a language into one file, or a package each into a directory.
class Packages {
 public:
  Packages(const Arguments& arguments, const Configuration& configuration, Console& console)
      : out_(*arguments.Value("out")),
        console_(&console),
        format_(FormatFor(arguments)),
        site_(SiteId(configuration.rules)),
        made_(UtcTime(NowMs())) {
    const std::string text = out_.string();
    std::error_code ignored;  // told when the file is written
    into_directory_ = text != kStdout && (fs::is_directory(out_, ignored) || text.ends_with('/'));
    if (into_directory_) fs::create_directories(out_);
  }

  void Add(PackageFile file) {
    units_ += file.units.size();
    ++translations_;
    if (into_directory_) {
      const std::string name = fmt::format("{}.{}.{}{}", FileNamePart(file.collection), FileNamePart(file.ref),
                                           file.target_lang, Extension(format_));
      WorkPackage package;
      package.files.push_back(std::move(file));
      Write(std::move(package), out_ / (names_.insert(name).second ? name : Numbered(name)));
    } else {
      one_.files.push_back(std::move(file));
    }
  }

  // Throws UsageError where one file cannot hold all.
  void Finish() {
    if (into_directory_ || one_.files.empty()) return;
    for (const PackageFile& file : one_.files) {
      if (file.target_lang != one_.files.front().target_lang) {
        throw UsageError(
            fmt::format("a package has one language, and there is work for {} and {}: choose with --lang, or "
                        "give --out a directory (a name that ends in /)",
                        one_.files.front().target_lang, file.target_lang));
      }
    }
    if (out_.has_parent_path()) fs::create_directories(out_.parent_path());
    Write(std::move(one_), out_);
  }

  std::size_t units() const { return units_; }
  std::size_t translations() const { return translations_; }
  const std::vector<std::string>& written() const { return written_; }
  bool to_stdout() const { return out_ == kStdout; }

 private:
  std::string Numbered(const std::string& name) {
    for (std::size_t n = 2;; ++n) {
      std::string numbered = fmt::format("{}.{}{}", name.substr(0, name.rfind('.')), n, Extension(format_));
      if (names_.insert(numbered).second) return numbered;
    }
  }

  void Write(WorkPackage package, const fs::path& path) {
    package.site = site_;
    package.version = Version();
    package.made = made_;
    package.id = PackageId(package);
    WriteTo(path.string(), console_->out(), [&](const auto& write) { write(WritePackage(package, format_)); });
    written_.push_back(path.string());
  }

  static constexpr const char* kStdout = "-";  // as WriteTo has it

  fs::path out_;
  Console* console_;
  PackageFormat format_;
  std::string site_;
  std::string made_;
  bool into_directory_ = false;
  WorkPackage one_;
  std::set<std::string> names_;
  std::vector<std::string> written_;
  std::size_t units_ = 0;
  std::size_t translations_ = 0;
};

void Print(const Packages& packages, Console& console) {
  if (packages.units() == 0) {
    console.Info("there is nothing to translate");
    return;
  }
  for (const std::string& path : packages.written()) {
    if (!packages.to_stdout()) console.out() << Printable(path) << '\n';
  }
  console.Info(fmt::format("{} unit{} of {} translation{} in {} package{}", packages.units(),
                           packages.units() == 1 ? "" : "s", packages.translations(),
                           packages.translations() == 1 ? "" : "s", packages.written().size(),
                           packages.written().size() == 1 ? "" : "s"));
}

void Warn(const char* code, const std::string& path, std::string message, Console& console) {
  Diagnostic diagnostic{Severity::kWarning, code, std::move(message), {}, {}};
  diagnostic.where.path = path;
  console.Report(diagnostic);
}

// The documents with something that no package can bring.
void Report(const PackageMaker::LeftOut& left_out, Console& console) {
  for (const std::string& path : left_out.in_the_way) {
    Warn("translation-blocked", path,
         "the translation that is missing would stand here: nothing is exported for it until this file is mended, or "
         "moved, and `lockstep sync` has run",
         console);
  }
  for (const auto& [path, fields] : left_out.fields) {
    Warn("field-lacking", path,
         fmt::format("where these fields would go in its front matter cannot be told, so that they are not exported: "
                     "{}; add them by hand",
                     fmt::join(fields, ", ")),
         console);
  }
  for (const auto& [path, langs] : left_out.without_text) {
    Warn("nothing-to-translate", path,
         fmt::format("missing in {}, but nothing of it is for translators: name its fields under `translate` in "
                     "lockstep.yml, or copy or exclude it",
                     fmt::join(langs, ", ")),
         console);
  }
}

// What an export found.
struct Found {
  Packages packages;
  PackageMaker::LeftOut left_out;
  bool is_whole;  // false where a document could not be read
};

// Nothing where the store cannot be opened. It is closed again before anything is printed: whoever reads the package
// may read slowly, or not at all.
std::optional<Found> FindWork(const Arguments& arguments, const Configuration& configuration, Console& console) {
  std::optional<StoreSession> session = OpenSyncedStore(arguments, configuration, console);
  if (!session) return std::nullopt;
  const StoreReader reader = session->store.Reader();
  const ReviewQuery query = ReadQuery(arguments, configuration, reader, NowMs());
  const TranslationWalk walk(reader, configuration, query);
  const Locales locales(configuration.locales);
  Suggester suggester(session->store.engine(), locales, configuration.rules.source_lang, console);
  PackageMaker maker(reader, locales, configuration, query, suggester, arguments.Has("all"),
                     arguments.Has("paragraphs") ? Grain::kParagraphs : Grain::kSentences);
  Found found{Packages(arguments, configuration, console), {}, true};
  walk.ForEach([&](const DocumentKey& review, const TargetState& target) {
    try {
      if (std::optional<PackageFile> file = maker.Make(review, target)) found.packages.Add(*std::move(file));
    } catch (const NotSynced& error) {
      found.is_whole = false;
      console.Failure("file", error.what(), "");
    }
    console.Progress("export", found.packages.translations(), 0);
  });
  found.left_out = maker.left_out();
  return found;
}

}  // namespace

int RunExport(const Arguments& arguments, Console& console) {
  const Configuration configuration = LoadConfiguration(arguments, console);
  std::optional<Found> found = FindWork(arguments, configuration, console);
  if (!found) return kFailed;
  found->packages.Finish();
  console.ClearProgress();
  Report(found->left_out, console);
  if (found->packages.units() > 0 || found->is_whole) Print(found->packages, console);
  if (const std::size_t lines = found->left_out.verbatim; lines > 0) {
    console.Info(
        fmt::format("not sent out: {} line{} of code, HTML or formulas, which no package carries; `lockstep "
                    "diff` shows them, `lockstep propagate` takes over what it can",
                    lines, lines == 1 ? "" : "s"));
  }
  return found->is_whole ? kDone : kFailed;
}

}  // namespace lockstep
