// A translator's text as bytes for the place where it is to stand.
//
// What stands at the head of a line may turn a paragraph into a heading, a list or a rule, and a bar cuts a table's
// cell. Nobody can foresee all of it, so there are several forms, plain text first; who splices takes the first that
// leaves the document's structure as it was. What stood there already is no mistake of the translator: it is never
// escaped.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "locales/yaml.h"
#include "stages/model/block.h"
#include "stages/model/work_package.h"

namespace lockstep {

struct AnswerForm {
  std::string bytes;
  // The codes that Markdown must find in it, ranges of `bytes`: all but breaks of the line and backslashes, which stand
  // for nothing, and footnotes, which wait for what they name. One whose other half stands elsewhere is kAlone.
  std::vector<InlineCode> codes;
};

// How an answer may be written, best first.
enum class Escaping {
  kNone,
  kHeads,  // what would open a heading, a list, a rule ... at the head of a line
  kMarks,  // that, and all that Markdown may take for a mark
};

// `text` for a block of `kind`, in the place of `standing` (empty where there is nothing yet); only what is new against
// that is escaped, codes never. On one line but for codes that are breaks.
AnswerForm FormOf(const CodedText& text, BlockKind kind, Escaping escaping, const CodedText& standing);

// `text` with the white space just inside of emphasis moved out of it: "a<1> b </1>c" becomes "a <1>b</1> c". Tools and
// people put it there, and Markdown sees no emphasis then.
CodedText WithSpacesOutside(const CodedText& text);

// True for a text of several lines in a block scalar (`|`, `>`): its lines, or its paragraphs, are part of what it
// says.
bool HasLines(const YamlNode& value);

// Such a text as translators get it: without white space at its ends and those of its lines.
std::string FieldLines(std::string_view text);

// `text` as the value of a field, in the form of `like` (the value that it replaces, or the source's) in `file`.
// The lines of `text` stay lines where `like` has several. A list is read from "[a, b]" or "a, b"; its items keep their
// bytes where they stand in `like` already. `in_flow`: it is to stand inside of { } or [ ]. Nothing where `like` is a
// list and `text` is none, or `like` is neither a list of texts nor a text.
std::optional<std::string> FieldValue(const std::string& text, const YamlNode& like, std::string_view file,
                                      bool in_flow);

// As FieldText reads what FieldValue wrote.
std::string FieldTextOf(const std::string& text, const YamlNode& like);

// A list of texts as translators get it, "[a, b]": items that would be read as something else stand in quotes.
std::string ListText(const YamlNode& list);

}  // namespace lockstep
