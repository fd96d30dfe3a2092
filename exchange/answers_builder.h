// Puts together what a reader finds: the rules that hold for every format.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "exchange/xml_reader.h"
#include "stages/model/package_answers.h"

namespace lockstep {

// True where two tags name one language, however they are written and whatever the region: "pt_BR", "pt-br", "pt".
bool SameLanguage(std::string_view a, std::string_view b);

class AnswersBuilder {
 public:
  // Says that something cannot be read. Keeps the first kMostProblems.
  void Problem(XmlPosition where, std::string unit, std::string message);
  void CutOff() { answers_.cut_off = true; }

  // Of the package as a whole.
  PackageAnswers& package() { return answers_; }
  // Of the package, or else of `file`; a second package in the same file is a problem.
  void Identify(std::string_view key, std::string_view value, AnsweredFile& file, XmlPosition where);

  // Begins the next file; languages are made canonical.
  void BeginFile(AnsweredFile file);
  AnsweredFile& file() { return answers_.files.back(); }

  // Takes an answer to the file begun last. White space around a target that its source has not is what a tool put
  // there. A target that is empty, or the source itself, is none where nobody calls it translated. Of two units with
  // one id neither is taken, unless they say the same.
  void Add(PackageAnswer answer, XmlPosition where);

  PackageAnswers Take();

  static constexpr std::size_t kMostProblems = 1000;

 private:
  struct Seen {
    std::size_t index = 0;  // in the answers of the file
    bool twice = false;
  };

  void RemoveContested();

  PackageAnswers answers_;
  std::map<std::string, Seen, std::less<>> seen_;  // units of the file begun last, by id
};

}  // namespace lockstep
