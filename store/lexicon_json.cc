// Lexicons as lines of a dump.
#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "store/codec.h"
#include "store/json_parts.h"

namespace lockstep {
namespace {

constexpr const char* kSource = "source";
constexpr const char* kTarget = "target";

LexiconKey::Word WordOf(const Json& line) {
  LexiconKey::Word word;
  const auto& side = line.at("side").get_ref<const std::string&>();
  if (side != kSource && side != kTarget) throw StoreError(fmt::format("\"{}\" is no side", side));
  word.side = side == kSource ? Lexicon::Side::kSource : Lexicon::Side::kTarget;
  const auto& digits = line.at("word").get_ref<const std::string&>();
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), word.word, 16);
  if (error != std::errc() || end != digits.data() + digits.size())
    throw StoreError(fmt::format("\"{}\" is no hexadecimal number of 32 bits", digits));
  return word;
}

int BitsOf(const Json& line) {
  const int bits = NumberOf<int>(line, "sampled_bits");
  if (bits < 0 || bits > Lexicon::kMaxSampledBits) throw StoreError(fmt::format("{} sampled bits", bits));
  return bits;
}

Lexicon::Uses UsesOf(const Json& line) {
  Lexicon::Uses uses;
  for (const Json& use : line.at("uses")) uses.push_back(NumberIn<std::uint32_t>(use, "uses"));
  return uses;
}

}  // namespace

Json LexiconJson(std::string_view key, std::string_view value) {
  ExpectRecord(key, value);
  const LexiconKey decoded = *DecodeLexiconKey(key);
  Json line = {{"lexicon", {{"source", decoded.languages.source}, {"target", decoded.languages.target}}}};
  if (decoded.word) {
    line["side"] = decoded.word->side == Lexicon::Side::kSource ? kSource : kTarget;
    line["word"] = fmt::format("{:08x}", decoded.word->word);
    line["uses"] = DecodeUses(key, value);
  } else {
    const LexiconRecord record = DecodeLexicon(key, value);
    line["sampled_bits"] = record.sampled_bits;
    line["size"] = record.size;
  }
  return line;
}

LoadedRecord LexiconRecordOf(const Json& line) {
  const Json& languages = line.at("lexicon");
  LexiconKey key{{languages.at("source").get<std::string>(), languages.at("target").get<std::string>()}};
  if (!line.contains("word")) {
    const LexiconRecord record{BitsOf(line), NumberOf<std::uint64_t>(line, "size")};
    return {EncodeLexiconKey(key), Encode(record)};
  }
  key.word = WordOf(line);
  return {EncodeLexiconKey(key), EncodeUses(UsesOf(line))};
}

}  // namespace lockstep
