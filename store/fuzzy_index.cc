#include "store/fuzzy_index.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "store/keys.h"
#include "store/memory.h"
#include "store/memory_codec.h"
#include "store/memory_keys.h"

namespace lockstep {
namespace {

// Bounds the memory that making a shard takes.
constexpr std::size_t kMaxTexts = 1 << 17;
// Shards up to this size are joined with whatever comes.
constexpr std::size_t kSmallShard = 4096;
// A shard that has lost this share of its texts is made anew.
constexpr std::size_t kGoneShare = 2;

// The text of a unit as the index knows it.
IndexedText TextOf(TextKey key, const Unit& unit) {
  return {key, unit.traits, unit.variants.size() > 1, WordSymbols(unit.source)};
}

// Makes an index out of all units. The manifest is written last: a run that is killed has made none.
class Making {
 public:
  Making(Engine& engine, const LanguagePair& pair) : engine_(&engine), pair_(&pair) {}

  std::uint64_t Run() {
    DropLeftOver();
    const std::unique_ptr<View> view = engine_->Snapshot();
    MemoryReader(*view).ForEachUnit(*pair_, [&](TextKey key, const Unit& unit) {
      texts_.push_back(TextOf(key, unit));
      if (texts_.size() == kMaxTexts) PutShard();
      return true;
    });
    if (!texts_.empty()) PutShard();
    Batch batch;
    batch.Put(ManifestKey(*pair_), Encode(manifest_));
    engine_->Write(batch, false);
    std::uint64_t texts = 0;
    for (const FuzzyManifest::Shard& shard : manifest_.shards) texts += shard.texts;
    return texts;
  }

 private:
  void DropLeftOver() {
    Batch batch;
    for (const char tag : {kFuzzyTag, kUnindexedTag}) {
      engine_->Scan(PairPrefix(tag, *pair_), [&](std::string_view key, std::string_view) {
        batch.Delete(key);
        return true;
      });
    }
    if (!batch.empty()) engine_->Write(batch, false);
  }

  void PutShard() {
    const std::uint32_t id = manifest_.next_id++;
    manifest_.shards.push_back({id, static_cast<std::uint32_t>(texts_.size())});
    Batch batch;
    WriteShard(ShardPrefix(*pair_, id), std::exchange(texts_, {}), batch);
    engine_->Write(batch, false);
  }

  Engine* engine_;
  const LanguagePair* pair_;
  FuzzyManifest manifest_;
  std::vector<IndexedText> texts_;
};

// The marked units of one shard to be.
struct Marked {
  std::vector<IndexedText> texts;     // as they are now
  std::unordered_set<TextKey> known;  // those that older shards know
  bool are_all = true;                // more of them would make too large a shard
  Batch batch;                        // takes the marks away
};

// `from`: the key behind which there may be marks; it is moved on.
Marked TakeMarked(const View& view, const LanguagePair& pair, std::uint32_t generation, std::string& from) {
  Marked marked;
  const std::string begin = from;
  view.Scan(UnindexedPrefix(pair, generation), begin, [&](std::string_view key, std::string_view value) {
    const std::optional<UnitName> name = DecodeUnindexedKey(key);
    from = key;
    marked.batch.Delete(key);
    if (!name) return true;
    if (DecodeUnindexed(key, value)) marked.known.insert(name->source);
    const std::string unit_key = UnitKey(pair, name->source);
    if (const std::optional<std::string> record = view.Get(unit_key)) {
      marked.texts.push_back(TextOf(name->source, DecodeUnit(unit_key, *record)));
    }
    return marked.are_all = marked.texts.size() < kMaxTexts;
  });
  return marked;
}

class Update {
 public:
  Update(Engine& engine, const LanguagePair& pair, FuzzyManifest manifest)
      : engine_(&engine), pair_(&pair), manifest_(std::move(manifest)) {}

  // Returns whether there is more to do.
  bool Step() {
    Marked marked = TakeMarked(*engine_, *pair_, manifest_.generation, from_);
    if (marked.batch.empty()) return false;
    if (!marked.known.empty()) ForgetKnown(marked.known, marked);
    JoinSmall(marked);
    if (!marked.texts.empty()) {
      const std::uint32_t id = manifest_.next_id++;
      manifest_.shards.push_back({id, static_cast<std::uint32_t>(marked.texts.size())});
      WriteShard(ShardPrefix(*pair_, id), std::move(marked.texts), marked.batch);
    }
    if (marked.are_all) ++manifest_.generation;
    marked.batch.Put(ManifestKey(*pair_), Encode(manifest_));
    engine_->Write(marked.batch, false);
    return !marked.are_all;
  }

 private:
  void Move(const FuzzyShard& shard, Marked& marked) {
    std::vector<IndexedText> texts = shard.Texts();
    std::erase_if(texts, [&](const IndexedText& text) { return marked.known.contains(text.key); });
    std::move(texts.begin(), texts.end(), std::back_inserter(marked.texts));
    shard.Delete(marked.batch);
  }

  // What older shards know of `known` is gone; a shard that lost much is made anew with the marked ones.
  void ForgetKnown(const std::unordered_set<TextKey>& known, Marked& marked) {
    std::erase_if(manifest_.shards, [&](const FuzzyManifest::Shard& entry) {
      const FuzzyShard shard(*engine_, ShardPrefix(*pair_, entry.id));
      const std::uint32_t gone = shard.PutGone([&](TextKey key) { return known.contains(key); }, marked.batch);
      if (std::size_t{gone} * kGoneShare <= shard.size()) return false;
      Move(shard, marked);
      return true;
    });
  }

  // Joins small shards, and those no larger than what comes, with the marked units.
  void JoinSmall(Marked& marked) {
    while (!manifest_.shards.empty() && !marked.texts.empty()) {
      const FuzzyManifest::Shard last = manifest_.shards.back();
      const std::size_t joined = last.texts + marked.texts.size();
      if (last.texts > std::max(kSmallShard, marked.texts.size()) || joined > kMaxTexts) return;
      Move(FuzzyShard(*engine_, ShardPrefix(*pair_, last.id)), marked);
      manifest_.shards.pop_back();
    }
  }

  Engine* engine_;
  const LanguagePair* pair_;
  FuzzyManifest manifest_;
  std::string from_;  // marks before it were taken
};

void UpdateIndex(Engine& engine, const LanguagePair& pair) {
  std::optional<FuzzyManifest> manifest = MemoryReader(engine).Manifest(pair);
  if (!manifest) return;
  Update update(engine, pair, *std::move(manifest));
  while (update.Step()) {
  }
}

}  // namespace

std::uint64_t MakeIndex(Engine& engine, const LanguagePair& pair) {
  if (!MemoryReader(engine).Manifest(pair)) return Making(engine, pair).Run();
  UpdateIndex(engine, pair);
  return 0;
}

void MakeIndexes(Engine& engine) {
  for (const LanguagePair& pair : MemoryReader(engine).Pairs()) MakeIndex(engine, pair);
}

// A pair all of whose units were forgotten still has an index.
void UpdateIndexes(Engine& engine) {
  for (const LanguagePair& pair : PairsWith(kFuzzyTag, engine)) UpdateIndex(engine, pair);
}

FuzzyIndex::FuzzyIndex(const View& view, const LanguagePair& pair) {
  const FuzzyManifest manifest = MemoryReader(view).Manifest(pair).value_or(FuzzyManifest{});
  for (const FuzzyManifest::Shard& shard : manifest.shards) {
    shards_.push_back(std::make_unique<FuzzyShard>(view, ShardPrefix(pair, shard.id)));
  }
  std::stable_sort(shards_.begin(), shards_.end(), [](const auto& a, const auto& b) { return a->size() > b->size(); });
}

std::uint64_t FuzzyIndex::size() const {
  std::uint64_t texts = 0;
  for (const auto& shard : shards_) texts += shard->size() - shard->gone();
  return texts;
}

IndexSearcher::IndexSearcher(const FuzzyIndex& index) {
  for (const auto& shard : index.shards()) searchers_.emplace_back(*shard);
}

std::vector<FuzzyHit> IndexSearcher::Search(FuzzyQuery& query, int threshold, std::size_t limit) {
  BestHits best(threshold, limit);
  for (FuzzySearcher& searcher : searchers_) searcher.Search(query, best);
  return best.hits();
}

}  // namespace lockstep
