#include "store/fuzzy_shard_writer.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <numeric>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "store/codec_parts.h"
#include "store/fuzzy_format.h"

namespace lockstep {
namespace {

using fuzzy::Holder;
using fuzzy::Page;
using fuzzy::PageKey;

constexpr std::uint32_t kNoText = ~std::uint32_t{0};

// A distinct word of the shard.
struct Word {
  WordSymbol symbol = 0;
  std::uint32_t id = 0;   // common words have small ones, which take fewer bytes
  std::size_t begin = 0;  // its part of the holders
  std::size_t end = 0;
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
    PutSignatures();
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

  // Words are counted, numbered and then dealt out text by text: nothing as long as the texts is ever sorted.
  void CollectWords() {
    NumberWords();
    SortWords();
    DealOut();
  }

  // Gives each occurrence the number of its word in order of appearance, and each word how many texts hold it: as
  // its end, until it has its place.
  void NumberWords() {
    std::size_t all = 0;
    for (const IndexedText& text : texts_) all += text.words.size();
    ids_.reserve(all);  // the largest things here: no growing by halves
    begins_.reserve(texts_.size() + 1);
    std::unordered_map<WordSymbol, std::uint32_t> numbers;
    std::vector<std::uint32_t> last_text;  // that held the word
    for (std::uint32_t text = 0; text < texts_.size(); ++text) {
      begins_.push_back(ids_.size());
      for (const WordSymbol symbol : texts_[text].words) {
        const auto [found, is_new] = numbers.try_emplace(symbol, static_cast<std::uint32_t>(words_.size()));
        if (is_new) {
          words_.push_back({.symbol = symbol});
          last_text.push_back(kNoText);
        }
        ids_.push_back(found->second);
        if (std::exchange(last_text[found->second], text) != text) ++words_[found->second].end;
      }
    }
    begins_.push_back(ids_.size());
  }

  // Puts the words in order of their symbols, with ids by how common they are, and gives the occurrences these ids.
  void SortWords() {
    std::vector<std::uint32_t> by_symbol(words_.size());
    std::iota(by_symbol.begin(), by_symbol.end(), 0);
    std::sort(by_symbol.begin(), by_symbol.end(),
              [&](std::uint32_t a, std::uint32_t b) { return words_[a].symbol < words_[b].symbol; });
    std::vector<std::uint32_t> common_first = by_symbol;
    std::stable_sort(common_first.begin(), common_first.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return words_[a].end > words_[b].end; });
    for (std::uint32_t id = 0; id < common_first.size(); ++id) words_[common_first[id]].id = id;
    for (std::uint32_t& id : ids_) id = words_[id].id;
    std::vector<Word> sorted;
    sorted.reserve(words_.size());
    std::size_t begin = 0;
    for (const std::uint32_t number : by_symbol) {
      Word word = words_[number];
      word.begin = begin;
      word.end = begin += word.end;
      sorted.push_back(word);
    }
    words_ = std::move(sorted);
    bits_ = static_cast<unsigned>(std::bit_width(words_.size() / fuzzy::kVocabularyOfPage));
  }

  // Gives each word the texts that hold it, and how many of a text's words are rarer: those behind it in order of ids.
  void DealOut() {
    holders_.resize(words_.empty() ? 0 : words_.back().end);
    std::vector<std::size_t> next(words_.size());
    for (const Word& word : words_) next[word.id] = word.begin;
    std::vector<std::uint32_t> ids;
    for (std::uint32_t text = 0; text < texts_.size(); ++text) {
      const std::span<const std::uint32_t> of_text = IdsOf(text);
      ids.assign(of_text.begin(), of_text.end());
      std::sort(ids.begin(), ids.end());
      for (std::size_t at = 0; at < ids.size();) {
        const std::uint32_t id = ids[at];
        while (at < ids.size() && ids[at] == id) ++at;
        const auto rarer = static_cast<std::uint32_t>(std::min<std::size_t>(ids.size() - at, Holder::kMostRarer));
        Holder& holder = holders_[next[id]++];
        holder.text = text & (fuzzy::kMostTexts - 1);
        holder.rarer = rarer & Holder::kMostRarer;
      }
    }
  }

  std::span<const std::uint32_t> IdsOf(std::uint32_t text) const {
    return std::span(ids_).subspan(begins_[text], begins_[text + 1] - begins_[text]);
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
      const Holder& holder = holders_[at];
      out.Varint(holder.text - last);
      out.Byte(static_cast<std::uint8_t>(holder.rarer));
      last = holder.text;
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
      Put(Page::kVocabulary, page, out);
      RecordWriter together = BeginRecord();
      for (const std::string& list : lists) together.Raw(list);
      Put(Page::kLists, page, together);
      begin = end;
    }
  }

  // Writes pages of `of_page` texts each, by `write(n)` for the n-th text.
  template <typename Write>
  void PutPages(Page page, std::size_t of_page, const Write& write) {
    for (std::uint32_t begin = 0; begin < texts_.size(); begin += static_cast<std::uint32_t>(of_page)) {
      const std::size_t end = std::min(texts_.size(), begin + of_page);
      RecordWriter out = BeginRecord();
      for (std::uint32_t n = begin; n < end; ++n) write(n, out);
      Put(page, static_cast<std::uint32_t>(begin / of_page), out);
    }
  }

  void PutSignatures() {
    PutPages(Page::kSignatures, fuzzy::kSignaturesOfPage, [&](std::uint32_t n, RecordWriter& out) {
      const fuzzy::Signature signature = fuzzy::SignatureOf(texts_[n].words);
      out.Fixed64(signature.low);
      out.Fixed64(signature.high);
    });
  }

  void PutCards() {
    PutPages(Page::kCards, fuzzy::kCardsOfPage, [&](std::uint32_t n, RecordWriter& out) {
      out.Fixed64(texts_[n].key);
      out.Fixed32(texts_[n].traits.facts);
      out.Fixed32(texts_[n].traits.codes);
      out.Flag(texts_[n].ambiguous);
    });
  }

  void PutWords() {
    PutPages(Page::kWords, fuzzy::kWordsOfPage, [&](std::uint32_t n, RecordWriter& out) {
      for (const std::uint32_t id : IdsOf(n)) out.Varint(id);
    });
  }

  std::string_view shard_;
  std::vector<IndexedText> texts_;
  Batch* batch_;
  std::vector<Word> words_;          // by symbol
  std::vector<std::uint32_t> ids_;   // of the words of all texts, text by text
  std::vector<std::size_t> begins_;  // of the texts in ids_, and the end
  std::vector<Holder> holders_;      // of all words, in their order; of each, ascending
  unsigned bits_ = 0;                // of the number of a page of the vocabulary
};

}  // namespace

void WriteShard(std::string_view shard, std::vector<IndexedText> texts, Batch& batch) {
  ShardWriter(shard, std::move(texts), batch).Write();
}

}  // namespace lockstep
