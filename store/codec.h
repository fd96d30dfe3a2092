// Writes the store's records as bytes and reads them back; store/FORMAT.md has the grammar.
//
// Decoding is total: every sequence of bytes either is a record or is a StoreError "damaged record" that
// names the key.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/engine.h"
#include "store/keys.h"
#include "store/records.h"

namespace lockstep {

// The version of the whole format, in the record under kFormatKey. Raised by a change that an older lockstep
// would misread.
inline constexpr std::uint32_t kFormatVersion = 2;
// The first byte of every other record, but of runs: those of version 1 are still read.
inline constexpr std::uint8_t kRecordVersion = 1;
inline constexpr std::uint8_t kRunVersion = 2;

std::string EncodeFormat(std::uint32_t version);
// Throws StoreError where `value` is no format record.
std::uint32_t DecodeFormat(std::string_view value);

std::string Encode(const FileRecord& file);
// A segment's `field` and `role` are kept of fields only, `block` and `block_kind` of body segments only.
std::string Encode(const DocumentRecord& document);
std::string Encode(const std::vector<Diagnostic>& diagnostics);
std::string Encode(const IndexEntry& entry);  // without what its key says
std::string Encode(const HistoryRecord& history);
std::string Encode(const RunRecord& run);                  // without the id, which is the key
std::string Encode(const TranslationRecord& translation);  // without its key; a confidence is kept within 0 to 1
// The mark of a review as unbound says all in its key.
std::string EncodeUnbound();

std::string Encode(const UnlearntMark& mark);  // without its key
std::string Encode(const LexiconRecord& lexicon);
// The uses of a word of a lexicon; at least one.
std::string EncodeUses(const Lexicon::Uses& uses);

// The record `value` that is stored under `key`. Each throws StoreError.
FileRecord DecodeFile(std::string_view key, std::string_view value);
DocumentRecord DecodeDocument(std::string_view key, std::string_view value);
DocumentRecord DecodePrevious(std::string_view key, std::string_view value);
std::vector<Diagnostic> DecodeDiagnostics(std::string_view key, std::string_view value);
IndexEntry DecodeIndexEntry(std::string_view key, std::string_view value);
HistoryRecord DecodeHistory(std::string_view key, std::string_view value);
RunRecord DecodeRun(std::string_view key, std::string_view value);
TranslationRecord DecodeTranslation(std::string_view key, std::string_view value);
ReviewKey DecodeUnbound(std::string_view key, std::string_view value);
UnlearntMark DecodeUnlearnt(std::string_view key, std::string_view value);
LexiconRecord DecodeLexicon(std::string_view key, std::string_view value);
Lexicon::Uses DecodeUses(std::string_view key, std::string_view value);

// Throws StoreError where `value` cannot be decoded as the kind of record that `key` says, or where that is none.
void ExpectRecord(std::string_view key, std::string_view value);

}  // namespace lockstep
