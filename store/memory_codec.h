// Writes the translation memory's records as bytes and reads them back; as store/codec.h, whose rules hold here too.
#pragma once

#include <string>
#include <string_view>

#include "stages/model/document.h"
#include "store/engine.h"
#include "store/memory_records.h"

namespace lockstep {

std::string Encode(const Unit& unit);
std::string Encode(const ContributionRecord& record);
std::string Encode(const FuzzyManifest& manifest);
// The mark of a translation whose bindings the memory has not heard of.
std::string EncodeUnfed();
// The mark of a pair of which a run was forgotten.
std::string EncodeForgotten();
// The mark of a unit that the fuzzy index does not know as it is now; `known`: it knows an older form of it.
std::string EncodeUnindexed(bool known);

// The record `value` that is stored under `key`. Each throws StoreError.
Unit DecodeUnit(std::string_view key, std::string_view value);
ContributionRecord DecodeContributions(std::string_view key, std::string_view value);
FuzzyManifest DecodeManifest(std::string_view key, std::string_view value);
DocumentKey DecodeUnfed(std::string_view key, std::string_view value);
LanguagePair DecodeForgotten(std::string_view key, std::string_view value);
bool DecodeUnindexed(std::string_view key, std::string_view value);

// As ExpectRecord (store/codec.h), for keys of the memory's tags. Pages of the index are read by FuzzyShard.
void ExpectMemoryRecord(std::string_view key, std::string_view value);

}  // namespace lockstep
