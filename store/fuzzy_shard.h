// Reads a shard of the fuzzy index: texts, sorted by length, and for each word the texts that hold it.
//
// Opening reads the head only. Every page is read and decoded when a search first needs it, and then kept: memory is
// what the queries touched, at most some three times the index. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "store/engine.h"
#include "store/fuzzy_format.h"
#include "store/fuzzy_shard_writer.h"
#include "store/lazy_pages.h"

namespace lockstep {

class FuzzyShard {
 public:
  // The shard whose keys begin with `shard`. `view` must outlive this object. Throws StoreError where it is damaged,
  // as do all others.
  FuzzyShard(const View& view, std::string shard);

  std::uint32_t size() const { return size_; }    // texts
  std::uint32_t words() const { return words_; }  // distinct ones; their ids are below it
  const std::string& prefix() const { return shard_; }

  // The first text of `length` words or more; size() behind the last.
  std::uint32_t FirstOfLength(std::size_t length) const {
    return length < first_of_length_.size() ? first_of_length_[length] : size_;
  }
  std::size_t longest() const { return first_of_length_.size() - 2; }  // words

  struct Word {
    std::uint32_t id = 0;     // the greater, the rarer
    std::uint32_t texts = 0;  // how many hold it
    std::uint32_t page = 0;   // where it stands in the vocabulary
    std::uint32_t place = 0;
  };
  std::optional<Word> Find(WordSymbol symbol) const;
  // The texts that hold `word`, ascending.
  std::span<const fuzzy::Holder> TextsWith(const Word& word) const;

  // Of the texts from `page` * kSignaturesOfPage on.
  std::span<const fuzzy::Signature> Signatures(std::size_t page) const;
  const fuzzy::Card& CardOf(std::uint32_t text) const {
    return Cards(text / fuzzy::kCardsOfPage)[text % fuzzy::kCardsOfPage];
  }
  // The ids of the words of `text`, in order.
  std::span<const std::uint32_t> WordsOf(std::uint32_t text) const;
  // True where the text was taken away, or stands in a later shard in another form.
  bool IsGone(std::uint32_t text) const { return !gone_.empty() && gone_[text]; }
  std::uint32_t gone() const { return gone_count_; }

  // All texts that are not gone, as they were given to WriteShard.
  std::vector<IndexedText> Texts() const;
  // Puts into `batch` that the texts whose keys `is_gone` names are gone; returns how many are now.
  template <typename IsGoneKey>
  std::uint32_t PutGone(const IsGoneKey& is_gone, Batch& batch) const {
    std::vector<std::uint32_t> gone;
    for (std::uint32_t text = 0; text < size_; ++text) {
      if (IsGone(text) || is_gone(CardOf(text).key)) gone.push_back(text);
    }
    if (gone.size() != gone_count_) WriteGone(gone, batch);
    return static_cast<std::uint32_t>(gone.size());
  }
  // Puts the deletion of the whole shard into `batch`.
  void Delete(Batch& batch) const;

 private:
  struct VocabularyPage {
    std::vector<WordSymbol> symbols;
    std::vector<Word> words;
    std::vector<std::size_t> begins;  // of the words' lists on the page of lists with the same number, and the end
  };
  struct WordsPage {
    std::vector<std::uint32_t> begins;  // of the texts, and the end
    std::vector<std::uint32_t> ids;
  };

  template <typename Read>
  auto ReadPage(fuzzy::Page page, std::size_t number, const Read& read) const;
  void ReadHead();
  void ReadGone();
  void WriteGone(const std::vector<std::uint32_t>& gone, Batch& batch) const;
  const VocabularyPage& Vocabulary(std::size_t page) const;
  // Throws DamagedRecord where the page of lists is shorter than the vocabulary says.
  std::string_view EncodedList(const Word& word) const;
  const std::vector<fuzzy::Card>& Cards(std::size_t page) const;
  std::size_t LengthOf(std::uint32_t text) const;

  const View* view_;
  std::string shard_;
  std::uint32_t size_ = 0;
  std::uint32_t words_ = 0;
  unsigned bits_ = 0;
  std::vector<std::uint32_t> first_of_length_;  // by length, from 0; and size_ at the end
  std::vector<bool> gone_;                      // empty: none
  std::uint32_t gone_count_ = 0;
  std::optional<LazyPages<VocabularyPage>> vocabulary_;
  std::optional<LazyPages<std::string>> encoded_lists_;         // by page
  std::optional<LazyPages<std::vector<fuzzy::Holder>>> lists_;  // by word id
  std::optional<LazyPages<std::vector<fuzzy::Signature>>> signatures_;
  std::optional<LazyPages<std::vector<fuzzy::Card>>> cards_;
  std::optional<LazyPages<WordsPage>> texts_;
};

}  // namespace lockstep
