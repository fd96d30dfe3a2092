// What the encoders of the store's records share: the record's version, enumerators, values that repeat.
//
// Part of the codec (store/codec.h), for its .cc files only.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "store/codec.h"
#include "store/engine.h"
#include "store/keys.h"
#include "store/wire.h"

namespace lockstep {

// As ExpectRecord, for keys of a lexicon.
void ExpectLexicon(std::string_view key, std::string_view value);

inline RecordWriter BeginRecord() {
  RecordWriter out;
  out.Byte(kRecordVersion);
  return out;
}

[[noreturn]] inline void ThrowDamaged(std::string_view key, std::string_view reason) {
  throw StoreError(fmt::format("damaged record {}: {}; run `lockstep store verify`, then `lockstep store repair`",
                               PrintableKey(key), reason));
}

// Reads the whole of `value`, a record of version 1 to `newest`, with `read(RecordReader&, version)`.
template <typename Read>
auto DecodeVersioned(std::string_view key, std::string_view value, std::uint8_t newest, const Read& read) {
  try {
    RecordReader in(value);
    const std::uint8_t version = in.Byte();
    if (version == 0 || version > newest) {
      throw DamagedRecord(fmt::format("record version {}, expected {}{}", version, newest > 1 ? "1 to " : "", newest));
    }
    auto record = read(in, version);
    in.ExpectEnd();
    return record;
  } catch (const DamagedRecord& damage) {
    ThrowDamaged(key, damage.what());
  }
}

// Reads the whole of `value` with `read(RecordReader&)`.
template <typename Read>
auto DecodeRecord(std::string_view key, std::string_view value, const Read& read) {
  return DecodeVersioned(key, value, kRecordVersion, [&](RecordReader& in, std::uint8_t) { return read(in); });
}

// An enumerator is written as its place in `list`.
template <typename List, typename Value>
void WriteEnum(const List& list, Value value, RecordWriter& out) {
  out.Byte(static_cast<std::uint8_t>(std::find(list.begin(), list.end(), value) - list.begin()));
}

template <typename List>
auto ReadEnum(const List& list, RecordReader& in) {
  const std::uint8_t code = in.Byte();
  if (code >= list.size()) throw DamagedRecord(fmt::format("code {} where {} are known", code, list.size()));
  return list[code];
}

// How many of a record's values are remembered. A hostile document has thousands of names; a long list would be slow
// to search.
inline constexpr std::size_t kMaxRepeated = 64;

// The few values that a record repeats, such as the names of sections: the first use of one spells it out, later ones
// give its number.
template <typename Value>
class RepeatWriter {
 public:
  template <typename Spell>
  void Write(const Value& value, RecordWriter& out, const Spell& spell) {
    const auto found = std::find(values_.rbegin(), values_.rend(), value);
    const auto behind = static_cast<std::size_t>(found - values_.rbegin());
    if (found != values_.rend()) return out.Varint(values_.size() - behind - 1);
    out.Varint(values_.size());
    spell(value);
    if (values_.size() < kMaxRepeated) values_.push_back(value);
  }

 private:
  std::vector<Value> values_;
};

template <typename Value>
class RepeatReader {
 public:
  template <typename ReadSpelling>
  Value Read(RecordReader& in, const ReadSpelling& read_spelling) {
    const std::uint64_t number = in.Varint();
    if (number < values_.size()) return values_[static_cast<std::size_t>(number)];
    if (number > values_.size()) throw DamagedRecord("a repeated value that was not spelled out before");
    Value value = read_spelling();
    if (values_.size() < kMaxRepeated) values_.push_back(value);
    return value;
  }

 private:
  std::vector<Value> values_;
};

}  // namespace lockstep
