#include "store/fuzzy_shard_writer.h"

#include <algorithm>
#include <bit>
#include <tuple>
#include <utility>

#include "store/codec_parts.h"
#include "store/fuzzy_format.h"

namespace lockstep {
namespace {

using fuzzy::Page;
using fuzzy::PageKey;

// A distinct word of the shard.
struct Word {
  WordSymbol symbol = 0;
  std::uint32_t id = 0;   // common words have small ones, which take fewer bytes
  std::size_t begin = 0;  // its part of the occurrences
  std::size_t end = 0;
};

// A word in a text. Sorted, they are the lists of all texts of each word.
struct Occurrence {
  WordSymbol symbol = 0;
  std::uint32_t text = 0;
  auto operator<=>(const Occurrence&) const = default;  // NOLINT(modernize-use-nullptr): it means the compiler's own 0
};

class ShardWriter {
 public:
  ShardWriter(std::string_view shard, std::vector<IndexedText> texts, Batch& batch)
      : shard_(shard), texts_(std::move(texts)), batch_(&batch) {}

  void Write() {
    SortTexts();
    CollectWords();
    PutHead();
    PutVocabulary();
    PutCards();
    PutWords();
  }

 private:
  // Texts of a length are neighbours: what is too long or too short for a query is never looked at.
  void SortTexts() {
    std::erase_if(texts_,
                  [](const IndexedText& text) { return text.words.empty() || text.words.size() > kMaxMatchWords; });
    std::sort(texts_.begin(), texts_.end(), [](const IndexedText& a, const IndexedText& b) {
      return std::tuple(a.words.size(), a.key) < std::tuple(b.words.size(), b.key);
    });
  }

  void CollectWords() {
    std::size_t all = 0;
    for (const IndexedText& text : texts_) all += text.words.size();
    occurrences_.reserve(all);  // the largest thing here: no growing by halves
    for (std::uint32_t text = 0; text < texts_.size(); ++text) {
      for (const WordSymbol symbol : texts_[text].words) occurrences_.push_back({symbol, text});
    }
    std::sort(occurrences_.begin(), occurrences_.end());
    occurrences_.erase(std::unique(occurrences_.begin(), occurrences_.end()), occurrences_.end());
    for (std::size_t at = 0; at < occurrences_.size(); ++at) {
      if (words_.empty() || words_.back().symbol != occurrences_[at].symbol) {
        words_.push_back({occurrences_[at].symbol, 0, at, at});
      }
      words_.back().end = at + 1;
    }
    std::vector<std::uint32_t> common_first(words_.size());
    for (std::uint32_t n = 0; n < words_.size(); ++n) common_first[n] = n;
    std::stable_sort(common_first.begin(), common_first.end(), [&](std::uint32_t a, std::uint32_t b) {
      return words_[a].end - words_[a].begin > words_[b].end - words_[b].begin;
    });
    for (std::uint32_t id = 0; id < common_first.size(); ++id) words_[common_first[id]].id = id;
    bits_ = static_cast<unsigned>(std::bit_width(words_.size() / fuzzy::kVocabularyOfPage));
    for (const IndexedText& text : texts_) {
      std::vector<std::uint32_t>& ids = ids_.emplace_back();
      for (const WordSymbol symbol : text.words) ids.push_back(IdOf(symbol));
    }
  }

  void Put(Page page, std::uint32_t number, RecordWriter& out) {
    batch_->Put(PageKey(shard_, page, number), out.Take());
  }

  void PutHead() {
    RecordWriter out = BeginRecord();
    out.Varint(texts_.size());
    out.Varint(words_.size());
    out.Varint(bits_);
    // How many texts there are of each length, from 1 to the longest.
    const std::size_t longest = texts_.empty() ? 0 : texts_.back().words.size();
    std::vector<std::uint32_t> counts(longest, 0);
    for (const IndexedText& text : texts_) ++counts[text.words.size() - 1];
    out.Varint(longest);
    for (const std::uint32_t count : counts) out.Varint(count);
    Put(Page::kHead, 0, out);
  }

  // Ascending numbers, as what each has more than the one before; and how many words of the text are rarer.
  void WriteTexts(const Word& word, RecordWriter& out) const {
    std::uint32_t last = 0;
    for (std::size_t at = word.begin; at < word.end; ++at) {
      const std::uint32_t text = occurrences_[at].text;
      out.Varint(text - last);
      const std::vector<std::uint32_t>& ids = ids_[text];
      const auto rarer = std::count_if(ids.begin(), ids.end(), [&](std::uint32_t id) { return id > word.id; });
      out.Byte(static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(rarer, fuzzy::Holder::kMostRarer)));
      last = text;
    }
  }

  void PutVocabulary() {
    for (std::size_t begin = 0; begin < words_.size();) {
      const std::uint32_t page = fuzzy::VocabularyPage(words_[begin].symbol, bits_);
      std::size_t end = begin;
      while (end < words_.size() && fuzzy::VocabularyPage(words_[end].symbol, bits_) == page) ++end;
      RecordWriter out = BeginRecord();
      out.Varint(end - begin);
      for (std::size_t n = begin; n < end; ++n) out.Fixed64(words_[n].symbol);
      std::vector<std::string> lists;
      for (std::size_t n = begin; n < end; ++n) {
        RecordWriter list;
        WriteTexts(words_[n], list);
        lists.push_back(list.Take());
        out.Varint(words_[n].id);
        out.Varint(words_[n].end - words_[n].begin);
        out.Varint(lists.back().size());
      }
      for (const std::string& list : lists) out.Raw(list);
      Put(Page::kVocabulary, page, out);
      begin = end;
    }
  }

  void PutCards() {
    for (std::size_t begin = 0; begin < texts_.size(); begin += fuzzy::kCardsOfPage) {
      const std::size_t end = std::min(texts_.size(), begin + fuzzy::kCardsOfPage);
      RecordWriter out = BeginRecord();
      for (std::size_t n = begin; n < end; ++n) {
        const fuzzy::Signature signature = fuzzy::SignatureOf(texts_[n].words);
        out.Fixed64(signature.low);
        out.Fixed64(signature.high);
      }
      for (std::size_t n = begin; n < end; ++n) {
        out.Fixed64(texts_[n].key);
        out.Fixed32(texts_[n].traits.facts);
        out.Fixed32(texts_[n].traits.codes);
        out.Flag(texts_[n].ambiguous);
      }
      Put(Page::kCards, static_cast<std::uint32_t>(begin / fuzzy::kCardsOfPage), out);
    }
  }

  std::uint32_t IdOf(WordSymbol symbol) const {
    const auto found = std::lower_bound(words_.begin(), words_.end(), symbol,
                                        [](const Word& word, WordSymbol wanted) { return word.symbol < wanted; });
    return found->id;
  }

  void PutWords() {
    for (std::size_t begin = 0; begin < texts_.size(); begin += fuzzy::kWordsOfPage) {
      const std::size_t end = std::min(texts_.size(), begin + fuzzy::kWordsOfPage);
      RecordWriter out = BeginRecord();
      for (std::size_t n = begin; n < end; ++n) {
        for (const std::uint32_t id : ids_[n]) out.Varint(id);
      }
      Put(Page::kWords, static_cast<std::uint32_t>(begin / fuzzy::kWordsOfPage), out);
    }
  }

  std::string_view shard_;
  std::vector<IndexedText> texts_;
  Batch* batch_;
  std::vector<Occurrence> occurrences_;          // without repetitions
  std::vector<Word> words_;                      // by symbol
  std::vector<std::vector<std::uint32_t>> ids_;  // of the words of each text
  unsigned bits_ = 0;                            // of the number of a page of the vocabulary
};

}  // namespace

void WriteShard(std::string_view shard, std::vector<IndexedText> texts, Batch& batch) {
  ShardWriter(shard, std::move(texts), batch).Write();
}

}  // namespace lockstep
