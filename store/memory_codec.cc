#include "store/memory_codec.h"

#include "store/codec_parts.h"
#include "store/memory_keys.h"

namespace lockstep {
namespace {

void Write(const Variant& variant, RecordWriter& out) {
  out.String(variant.target);
  out.String(variant.origin);
  out.Signed(variant.made_ms);
  out.Varint(variant.runs.size());
  for (const std::uint64_t run : variant.runs) out.Varint(run);
  out.Flag(variant.of_site);
  out.Varint(variant.uses);
  out.Varint(variant.contexts.size());
  for (const SegmentContext& context : variant.contexts) {
    out.Fixed64(context.previous);
    out.Fixed64(context.next);
  }
}

constexpr std::size_t kMinVariantBytes = 7;

Variant ReadVariant(RecordReader& in) {
  Variant variant;
  variant.target = in.String();
  variant.origin = in.String();
  variant.made_ms = in.Signed();
  variant.runs.resize(in.Count(1));
  for (std::uint64_t& run : variant.runs) run = in.Varint();
  variant.of_site = in.Flag();
  variant.uses = in.Varint();
  variant.contexts.resize(in.Count(16));
  for (SegmentContext& context : variant.contexts) {
    context.previous = in.Fixed64();
    context.next = in.Fixed64();
  }
  return variant;
}

}  // namespace

std::string Encode(const Unit& unit) {
  RecordWriter out = BeginRecord();
  out.String(unit.source);
  out.Fixed32(unit.traits.facts);
  out.Fixed32(unit.traits.codes);
  out.Varint(unit.variants.size());
  for (const Variant& variant : unit.variants) Write(variant, out);
  return out.Take();
}

Unit DecodeUnit(std::string_view key, std::string_view value) {
  return DecodeRecord(key, value, [](RecordReader& in) {
    Unit unit;
    unit.source = in.String();
    unit.traits.facts = in.Fixed32();
    unit.traits.codes = in.Fixed32();
    const std::size_t count = in.Count(kMinVariantBytes);
    for (std::size_t n = 0; n < count; ++n) unit.variants.push_back(ReadVariant(in));
    return unit;
  });
}

std::string Encode(const ContributionRecord& record) {
  RecordWriter out = BeginRecord();
  out.String(record.source_lang);
  out.Varint(record.contributions.size());
  for (const Contribution& contribution : record.contributions) {
    out.Fixed64(contribution.source);
    out.Fixed64(contribution.target);
    out.Varint(contribution.count);
  }
  return out.Take();
}

ContributionRecord DecodeContributions(std::string_view key, std::string_view value) {
  return DecodeRecord(key, value, [](RecordReader& in) {
    ContributionRecord record;
    record.source_lang = in.String();
    record.contributions.resize(in.Count(17));
    for (Contribution& contribution : record.contributions) {
      contribution.source = in.Fixed64();
      contribution.target = in.Fixed64();
      contribution.count = in.Varint32();
    }
    return record;
  });
}

std::string Encode(const FuzzyManifest& manifest) {
  RecordWriter out = BeginRecord();
  out.Varint(manifest.generation);
  out.Varint(manifest.next_id);
  out.Varint(manifest.shards.size());
  for (const FuzzyManifest::Shard& shard : manifest.shards) {
    out.Varint(shard.id);
    out.Varint(shard.texts);
  }
  return out.Take();
}

FuzzyManifest DecodeManifest(std::string_view key, std::string_view value) {
  return DecodeRecord(key, value, [](RecordReader& in) {
    FuzzyManifest manifest;
    manifest.generation = in.Varint32();
    manifest.next_id = in.Varint32();
    manifest.shards.resize(in.Count(2));
    for (FuzzyManifest::Shard& shard : manifest.shards) {
      shard.id = in.Varint32();
      shard.texts = in.Varint32();
    }
    return manifest;
  });
}

std::string EncodeUnfed() {
  return BeginRecord().Take();
}

DocumentKey DecodeUnfed(std::string_view key, std::string_view value) {
  std::optional<DocumentKey> translation = DecodeUnfedKey(key);
  if (!translation) ThrowDamaged(key, "no key of a translation");
  DecodeRecord(key, value, [](RecordReader&) { return 0; });
  return *std::move(translation);
}

std::string EncodeForgotten() {
  return BeginRecord().Take();
}

LanguagePair DecodeForgotten(std::string_view key, std::string_view value) {
  std::optional<LanguagePair> pair = DecodeForgottenKey(key);
  if (!pair) ThrowDamaged(key, "no key of a language pair");
  DecodeRecord(key, value, [](RecordReader&) { return 0; });
  return *std::move(pair);
}

std::string EncodeUnindexed(bool known) {
  RecordWriter out = BeginRecord();
  out.Flag(known);
  return out.Take();
}

bool DecodeUnindexed(std::string_view key, std::string_view value) {
  return DecodeRecord(key, value, [](RecordReader& in) { return in.Flag(); });
}

void ExpectMemoryRecord(std::string_view key, std::string_view value) {
  switch (key.front()) {
    case kContributionTag:
      if (!DecodeContributionKey(key)) ThrowDamaged(key, "no key of contributions");
      return void(DecodeContributions(key, value));
    case kUnitTag:
      if (!DecodeUnitKey(key)) ThrowDamaged(key, "no key of a unit");
      return void(DecodeUnit(key, value));
    case kForgottenTag: return void(DecodeForgotten(key, value));
    case kUnfedTag: return void(DecodeUnfed(key, value));
    case kUnindexedTag:
      if (!DecodeUnindexedKey(key)) ThrowDamaged(key, "no key of a mark");
      return void(DecodeUnindexed(key, value));
    default: {
      std::string_view rest = key;
      const std::optional<LanguagePair> pair = TakePair(kFuzzyTag, rest);
      if (!pair) ThrowDamaged(key, "no key of the fuzzy index");
      if (key == ManifestKey(*pair)) DecodeManifest(key, value);
    }
  }
}

}  // namespace lockstep
