// Loads files that are named on the command line, in a collection or not.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "pipeline/command.h"
#include "pipeline/console.h"
#include "stages/model/document.h"
#include "stages/model/site_rules.h"
#include "stages/model/source.h"
#include "stages/preparation.h"

namespace lockstep {

// The file `path`, from the current directory. Nothing where it cannot be read: that is reported.
std::optional<Source> ReadNamedFile(const std::string& path, Console& console);

class DocumentLoader {
 public:
  // `tools` and `console` must outlive this object.
  DocumentLoader(Toolbox& tools, Console& console, SiteRules rules = SiteRules())
      : tools_(&tools), console_(&console), rules_(std::move(rules)) {}

  // The document in the file `path`, in language `lang` or, if that is "", in the one it says or seems to be in.
  // Reports what is wrong with it; nothing where it cannot be used.
  std::optional<Document> Load(const std::string& path, const std::string& lang);

 private:
  Toolbox* tools_;
  Console* console_;
  SiteRules rules_;
};

// The value of a language option as a canonical tag, "" if it was not given. Throws UsageError where it is no tag.
std::string LanguageArgument(const Arguments& arguments, const std::string& option);

}  // namespace lockstep
