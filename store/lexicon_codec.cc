// The records of lexicons, and the marks of what they have not learned from.
#include <algorithm>
#include <functional>

#include "store/codec_parts.h"

namespace lockstep {

std::string Encode(const UnlearntMark& mark) {
  RecordWriter out = BeginRecord();
  out.Flag(mark.doubtful);
  return out.Take();
}

UnlearntMark DecodeUnlearnt(std::string_view key, std::string_view value) {
  std::optional<DocumentKey> document = DecodeUnlearntKey(key);
  if (!document) ThrowDamaged(key, "no key of a translation to learn from");
  const bool doubtful = DecodeRecord(key, value, [](RecordReader& in) { return in.Flag(); });
  return {*std::move(document), doubtful};
}

std::string Encode(const LexiconRecord& lexicon) {
  RecordWriter out = BeginRecord();
  out.Byte(static_cast<std::uint8_t>(lexicon.sampled_bits));
  out.Varint(lexicon.size);
  return out.Take();
}

LexiconRecord DecodeLexicon(std::string_view key, std::string_view value) {
  return DecodeRecord(key, value, [](RecordReader& in) {
    LexiconRecord lexicon;
    lexicon.sampled_bits = in.Byte();
    if (lexicon.sampled_bits > Lexicon::kMaxSampledBits) throw DamagedRecord("a sample of less than one pair");
    lexicon.size = in.Varint();
    return lexicon;
  });
}

std::string EncodeUses(const Lexicon::Uses& uses) {
  RecordWriter out = BeginRecord();
  out.Varint(uses.size());
  for (const std::uint32_t use : uses) out.Fixed32(use);
  return out.Take();
}

Lexicon::Uses DecodeUses(std::string_view key, std::string_view value) {
  return DecodeRecord(key, value, [](RecordReader& in) {
    const std::size_t count = in.Count(4);
    if (count == 0 || count > Lexicon::kMaxUses) throw DamagedRecord("a word with no uses, or with too many");
    Lexicon::Uses uses;
    for (std::size_t i = 0; i < count; ++i) uses.push_back(in.Fixed32());
    if (std::adjacent_find(uses.begin(), uses.end(), std::greater_equal<>()) != uses.end())
      throw DamagedRecord("uses that do not ascend");
    return uses;
  });
}

void ExpectLexicon(std::string_view key, std::string_view value) {
  const std::optional<LexiconKey> decoded = DecodeLexiconKey(key);
  if (!decoded) ThrowDamaged(key, "no key of a lexicon");
  decoded->word ? void(DecodeUses(key, value)) : void(DecodeLexicon(key, value));
}

}  // namespace lockstep
