// The text of segments as translators get it: words, and the Markdown inside them as protected codes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "locales/locale.h"
#include "stages/binding_owners.h"
#include "stages/model/document.h"
#include "stages/model/work_package.h"

namespace lockstep {

// The text of `segments` of the body: that of neighbours with what lies between them, others joined by a space. A line
// that was only wrapped goes on after a space (between two CJK characters without one); a break that is one on the page
// is a code. Codes whose other half stands elsewhere count as standing alone.
CodedText CodedTextOf(const Document& document, const SegmentIndices& segments);

// Text without codes, as that of a front-matter field.
CodedText CodedTextOf(std::string text);

// One normalized text, as the memory has it, with its inline Markdown as codes. What reads as several blocks has none.
// Such a text comes without the document's definitions: footnotes and links by label are codes where `like`, the text
// that it was made for, has such codes.
CodedText CodedTextOf(const std::string& markdown, const Locale& locale, const CodedText& like = {});

// Tells whether a text is what it was; white space and invisible characters do not count. Never 0.
std::uint64_t HashOf(const CodedText& text);

// True where a text has a letter or a digit outside of its codes. What has none is its own translation.
bool HasWords(const CodedText& text);

// Gives the codes of a translation the ids of those that they stand for in `source`; what stands for none gets an id
// that the source has not.
void ShareIds(const CodedText& source, CodedText& target);

// True where `segments` follow each other in one block.
bool AreNeighbours(const Document& document, const SegmentIndices& segments);

}  // namespace lockstep
