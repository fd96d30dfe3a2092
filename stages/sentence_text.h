// A block's text as the sentence breaker should see it: without marks, with a word in the place of code.
//
// The breaker knows no Markdown: `**` behind a full stop or `](url)` would hide a sentence's end, and a URL
// or a formula holds full stops that end nothing. So marks that only open or close are left out, what
// stands alone becomes a word, a line break a space, and a table leads back to the file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/block.h"

namespace lockstep {

class SentenceText {
 public:
  SentenceText(std::string_view file, const Block& block);

  const std::string& text() const { return text_; }

  // The offset in the file of a sentence that begins at `offset` of the text: behind what closes the one
  // before (marks, citations), before what opens the new one. Offsets must be asked for in ascending order.
  std::size_t ToFile(std::size_t offset);

 private:
  struct Span {
    std::size_t text_begin;  // in text_
    std::size_t file_begin;
    std::size_t file_end;
    bool closes;  // left out, belongs to what stands before it
    bool verbatim;
  };
  void Copy(std::size_t begin, std::size_t end);
  void CopyPlain(std::size_t begin, std::size_t end);
  void AddCode(const InlineCode& code);
  void Add(std::string_view replacement, std::size_t begin, std::size_t end, bool closes);

  std::string_view file_;
  std::string text_;
  std::vector<Span> spans_;
  std::size_t next_ = 0;
};

}  // namespace lockstep
