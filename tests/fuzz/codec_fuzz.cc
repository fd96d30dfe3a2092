// Any bytes are a record or a StoreError; a record that was read is written and read again as the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "store/codec.h"
#include "store/keys.h"
#include "store/memory_codec.h"

namespace {

template <typename Read>
void Check(std::string_view key, std::string_view value, const Read& read) {
  try {
    const auto record = read(key, value);
    if (!(read(key, lockstep::Encode(record)) == record)) std::abort();
  } catch (const lockstep::StoreError&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view value(reinterpret_cast<const char*>(data), size);
  Check("f", value, lockstep::DecodeFile);
  Check("d", value, lockstep::DecodeDocument);
  Check("g", value, lockstep::DecodeDiagnostics);
  Check("t", value, lockstep::DecodeContributions);
  Check("u", value, lockstep::DecodeUnit);
  Check("x", value, lockstep::DecodeManifest);
  Check(lockstep::RunKey(1), value, lockstep::DecodeRun);
  Check(lockstep::EncodeIndexKey({"c", "r", "en"}, "p"), value, lockstep::DecodeIndexEntry);
  const std::string lexicon = lockstep::EncodeLexiconKey({{"en", "ja"}});
  Check(lexicon, value, lockstep::DecodeLexicon);
  Check(lockstep::UnlearntKey({"c", "r", "ja"}), value, lockstep::DecodeUnlearnt);
  try {
    if (lockstep::EncodeUses(lockstep::DecodeUses(lexicon, value)) != value) std::abort();
  } catch (const lockstep::StoreError&) {
  }
  if (const auto key = lockstep::DecodeLexiconKey(value)) {
    if (lockstep::EncodeLexiconKey(*key) != value) std::abort();
  }
  if (const auto key = lockstep::DecodeIndexKey(value)) {
    if (lockstep::EncodeIndexKey(key->document, key->path) != value) std::abort();
  }
  return 0;
}
