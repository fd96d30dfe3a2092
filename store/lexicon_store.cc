#include "store/lexicon_store.h"

#include <algorithm>
#include <string>
#include <utility>

#include "store/codec.h"

namespace lockstep {
namespace {

constexpr std::size_t kBatchWords = 4096;

std::optional<Lexicon::Uses> FindUses(const View& view, const std::string& key) {
  const std::optional<std::string> value = view.Get(key);
  if (!value) return std::nullopt;
  try {
    return DecodeUses(key, *value);
  } catch (const StoreError&) {
    return std::nullopt;
  }
}

// Writes changed words; the lexicon's own record goes with each batch, so that the two agree.
class LexiconWriter {
 public:
  LexiconWriter(Engine& engine, LanguagePair languages)
      : engine_(&engine), languages_(std::move(languages)), record_(FindLexicon(engine, languages_)) {}

  LexiconRecord& record() { return record_; }

  void Add(LexiconKey::Word word, const Lexicon::Uses& learned) {
    const std::string key = EncodeLexiconKey({languages_, word});
    const Lexicon::Uses before = FindUses(*engine_, key).value_or(Lexicon::Uses());
    Lexicon merged;
    merged.Sample(record_.sampled_bits);
    merged.Add(word.side, word.word, before);
    merged.Add(word.side, word.word, learned);
    const Lexicon::Uses* after = merged.Find(word.side, word.word);
    Put(key, before, after == nullptr ? Lexicon::Uses() : *after);
  }

  // Drops the uses that the sample of the record does not take.
  void Thin() {
    const std::string prefix = EncodeLexiconKey({languages_});
    engine_->Scan(prefix, [&](std::string_view key, std::string_view) {
      const std::optional<LexiconKey> decoded = DecodeLexiconKey(key);
      if (decoded && decoded->word) Add(*decoded->word, {});
      return true;
    });
    Flush();
  }

  void Flush() {
    if (batch_.empty()) return;
    batch_.Put(EncodeLexiconKey({languages_}), Encode(record_));
    engine_->Write(batch_, false);
    batch_ = Batch();
  }

 private:
  void Put(const std::string& key, const Lexicon::Uses& before, const Lexicon::Uses& after) {
    if (after == before) return;
    record_.size += after.size();
    record_.size -= std::min<std::uint64_t>(record_.size, before.size());
    after.empty() ? batch_.Delete(key) : batch_.Put(key, EncodeUses(after));
    if (batch_.changes().size() >= kBatchWords) Flush();
  }

  Engine* engine_;
  LanguagePair languages_;
  LexiconRecord record_;
  Batch batch_;
};

}  // namespace

LexiconRecord FindLexicon(const View& view, const LanguagePair& languages) {
  const std::string key = EncodeLexiconKey({languages});
  const std::optional<std::string> value = view.Get(key);
  if (!value) return {};
  try {
    return DecodeLexicon(key, *value);
  } catch (const StoreError&) {
    return {};
  }
}

Lexicon ReadLexicon(const View& view, const LanguagePair& languages, const std::vector<LexiconWord>& source,
                    const std::vector<LexiconWord>& target) {
  Lexicon lexicon;
  const LexiconRecord record = FindLexicon(view, languages);
  if (record.size == 0) return lexicon;
  lexicon.Sample(record.sampled_bits);
  const auto read = [&](Lexicon::Side side, const std::vector<LexiconWord>& words) {
    for (const LexiconWord word : words) {
      const auto uses = FindUses(view, EncodeLexiconKey({languages, LexiconKey::Word{side, word}}));
      if (uses) lexicon.Add(side, word, *uses);
    }
  };
  read(Lexicon::Side::kSource, source);
  read(Lexicon::Side::kTarget, target);
  return lexicon;
}

void AddToLexicon(Engine& engine, const LanguagePair& languages, const Lexicon& learned, std::size_t max_size) {
  LexiconWriter writer(engine, languages);
  if (learned.sampled_bits() > writer.record().sampled_bits) {
    writer.record().sampled_bits = learned.sampled_bits();
    writer.Thin();
  }
  for (const Lexicon::Side side : {Lexicon::Side::kSource, Lexicon::Side::kTarget})
    for (const auto& [word, uses] : learned.words(side)) writer.Add({side, word}, uses);
  writer.Flush();
  // What a killed thinning left goes first, so that the sample does not become smaller than it must.
  if (writer.record().size > max_size) writer.Thin();
  while (writer.record().size > max_size && writer.record().sampled_bits < Lexicon::kMaxSampledBits) {
    ++writer.record().sampled_bits;
    writer.Thin();
  }
}

void ForgetLexicons(Engine& engine) {
  Batch batch;
  const auto write = [&](std::size_t least) {
    if (batch.changes().size() < least) return true;
    engine.Write(batch, false);
    batch = Batch();
    return true;
  };
  engine.Scan({&kTranslationTag, 1}, [&](std::string_view key, std::string_view) {
    const std::optional<DocumentKey> translation = DecodeTranslationKey(key);
    if (translation) batch.Put(UnlearntKey(*translation), Encode(UnlearntMark{*translation, true}));
    return write(kBatchWords);
  });
  engine.Scan({&kLexiconTag, 1}, [&](std::string_view key, std::string_view) {
    batch.Delete(key);
    return write(kBatchWords);
  });
  write(1);
}

std::string CheckLexicon(const View& view, std::string_view key, std::string_view value) {
  const std::optional<LexiconKey> decoded = DecodeLexiconKey(key);
  ExpectRecord(key, value);
  if (decoded->word)
    return view.Get(EncodeLexiconKey({decoded->languages})) ? "" : "a word of a lexicon that is not there";
  std::uint64_t size = 0;
  view.Scan(key, [&](std::string_view word, std::string_view uses) {
    if (word != key) size += DecodeUses(word, uses).size();
    return true;
  });
  return size == DecodeLexicon(key, value).size ? "" : "the lexicon counts other uses than its words have";
}

std::string CheckUnlearnt(const View& view, std::string_view key, std::string_view value) {
  const DocumentKey translation = DecodeUnlearnt(key, value).translation;
  return view.Get(TranslationKey(translation)) ? "" : "a translation to learn from that is not there";
}

}  // namespace lockstep
