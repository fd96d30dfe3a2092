// Loads files that are named on the command line, in a collection or not.
#pragma once

#include <optional>
#include <string>

#include "pipeline/command.h"
#include "pipeline/console.h"
#include "stages/model/document.h"
#include "stages/preparation.h"

namespace lockstep {

class DocumentLoader {
 public:
  // Both must outlive this object.
  DocumentLoader(Toolbox& tools, Console& console) : tools_(&tools), console_(&console) {}

  // The document in the file `path`, in language `lang` or, if that is "", in the one it says or seems to be in. Reports what
  // is wrong with it; nothing where it cannot be used.
  std::optional<Document> Load(const std::string& path, const std::string& lang);

 private:
  Toolbox* tools_;
  Console* console_;
};

// The value of a language option as a canonical tag, "" if it was not given. Throws UsageError where it is no tag.
std::string LanguageArgument(const Arguments& arguments, const std::string& option);

}  // namespace lockstep
