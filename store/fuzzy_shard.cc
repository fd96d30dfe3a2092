#include "store/fuzzy_shard.h"

#include <algorithm>
#include <utility>

#include "store/codec_parts.h"

namespace lockstep {
namespace {

using fuzzy::Page;

std::size_t PagesFor(std::size_t items, std::size_t of_page) {
  return (items + of_page - 1) / of_page;
}

}  // namespace

FuzzyShard::FuzzyShard(const View& view, std::string shard) : view_(&view), shard_(std::move(shard)) {
  ReadHead();
  ReadGone();
  vocabulary_.emplace(std::size_t{1} << bits_);
  encoded_lists_.emplace(std::size_t{1} << bits_);
  lists_.emplace(words_);
  signatures_.emplace(PagesFor(size_, fuzzy::kSignaturesOfPage));
  cards_.emplace(PagesFor(size_, fuzzy::kCardsOfPage));
  texts_.emplace(PagesFor(size_, fuzzy::kWordsOfPage));
}

// A page of the vocabulary on which no word falls is not written.
template <typename Read>
auto FuzzyShard::ReadPage(Page page, std::size_t number, const Read& read) const {
  using Value = decltype(read(std::declval<RecordReader&>()));
  const std::string key = fuzzy::PageKey(shard_, page, static_cast<std::uint32_t>(number));
  const std::optional<std::string> value = view_->Get(key);
  if (!value) {
    if (page == Page::kVocabulary || page == Page::kLists || page == Page::kGone) return Value{};
    ThrowDamaged(key, "it is missing");
  }
  return DecodeRecord(key, *value, read);
}

void FuzzyShard::ReadHead() {
  ReadPage(Page::kHead, 0, [&](RecordReader& in) {
    size_ = in.Varint32();
    words_ = in.Varint32();
    bits_ = in.Varint32();
    const std::size_t longest = in.Count(1);
    if (size_ > fuzzy::kMostTexts || bits_ > 24 || longest > kMaxMatchWords)
      throw DamagedRecord("a number that is too large");
    first_of_length_ = {0, 0};
    std::uint64_t texts = 0;
    for (std::size_t length = 1; length <= longest; ++length) {
      texts += in.Varint32();
      first_of_length_.push_back(static_cast<std::uint32_t>(std::min<std::uint64_t>(texts, size_)));
    }
    if (texts != size_) throw DamagedRecord("lengths of another number of texts");
    return 0;
  });
}

void FuzzyShard::ReadGone() {
  const std::vector<std::uint32_t> gone = ReadPage(Page::kGone, 0, [&](RecordReader& in) {
    std::vector<std::uint32_t> texts(in.Count(1));
    std::uint64_t last = 0;
    for (std::uint32_t& text : texts) {
      last += in.Varint32();
      if (last >= size_) throw DamagedRecord("a text that is not there");
      text = static_cast<std::uint32_t>(last);
    }
    return texts;
  });
  if (!gone.empty()) gone_.resize(size_, false);
  for (const std::uint32_t text : gone) gone_[text] = true;
  gone_count_ = static_cast<std::uint32_t>(gone.size());
}

void FuzzyShard::WriteGone(const std::vector<std::uint32_t>& gone, Batch& batch) const {
  RecordWriter out = BeginRecord();
  out.Varint(gone.size());
  std::uint32_t last = 0;
  for (const std::uint32_t text : gone) {
    out.Varint(text - last);
    last = text;
  }
  batch.Put(fuzzy::PageKey(shard_, Page::kGone), out.Take());
}

void FuzzyShard::Delete(Batch& batch) const {
  view_->Scan(shard_, [&](std::string_view key, std::string_view) {
    batch.Delete(key);
    return true;
  });
  batch.Delete(fuzzy::PageKey(shard_, Page::kGone));  // it may be in `batch` only
}

const FuzzyShard::VocabularyPage& FuzzyShard::Vocabulary(std::size_t page) const {
  return vocabulary_->Get(page, [&] {
    return ReadPage(Page::kVocabulary, page, [&](RecordReader& in) {
      VocabularyPage read;
      const std::size_t count = in.Count(11);
      for (std::size_t n = 0; n < count; ++n) read.symbols.push_back(in.Fixed64());
      read.begins = {0};
      for (std::uint32_t n = 0; n < count; ++n) {
        const std::uint32_t id = in.Varint32();
        const std::uint32_t texts = in.Varint32();
        if (id >= words_ || texts > size_) throw DamagedRecord("a number that is too large");
        read.words.push_back({id, texts, static_cast<std::uint32_t>(page), n});
        read.begins.push_back(read.begins.back() + in.Varint32());
      }
      return read;
    });
  });
}

std::optional<FuzzyShard::Word> FuzzyShard::Find(WordSymbol symbol) const {
  const VocabularyPage& page = Vocabulary(fuzzy::VocabularyPage(symbol, bits_));
  const auto found = std::lower_bound(page.symbols.begin(), page.symbols.end(), symbol);
  if (found == page.symbols.end() || *found != symbol) return std::nullopt;
  return page.words[static_cast<std::size_t>(found - page.symbols.begin())];
}

std::string_view FuzzyShard::EncodedList(const Word& word) const {
  const std::string_view lists = encoded_lists_->Get(word.page, [&] {
    return ReadPage(Page::kLists, word.page, [](RecordReader& in) { return std::string(in.Rest()); });
  });
  const std::vector<std::size_t>& begins = Vocabulary(word.page).begins;
  if (begins.back() != lists.size()) throw DamagedRecord("lists of another size than the vocabulary says");
  return lists.substr(begins[word.place], begins[word.place + 1] - begins[word.place]);
}

std::span<const fuzzy::Holder> FuzzyShard::TextsWith(const Word& word) const {
  return lists_->Get(word.id, [&] {
    std::vector<fuzzy::Holder> holders(word.texts);
    try {
      RecordReader in(EncodedList(word));
      std::uint64_t last = 0;
      for (fuzzy::Holder& holder : holders) {
        last += in.Varint32();
        if (last >= size_) throw DamagedRecord("a text that is not there");
        holder.text = static_cast<std::uint32_t>(last) & (fuzzy::kMostTexts - 1);
        holder.rarer = in.Byte();
      }
      in.ExpectEnd();
    } catch (const DamagedRecord& error) {
      ThrowDamaged(fuzzy::PageKey(shard_, Page::kLists, word.page), error.what());
    }
    return holders;
  });
}

std::span<const fuzzy::Signature> FuzzyShard::Signatures(std::size_t page) const {
  return signatures_->Get(page, [&] {
    return ReadPage(Page::kSignatures, page, [&](RecordReader& in) {
      std::vector<fuzzy::Signature> read(std::min(fuzzy::kSignaturesOfPage, size_ - page * fuzzy::kSignaturesOfPage));
      for (fuzzy::Signature& signature : read) {
        signature.low = in.Fixed64();
        signature.high = in.Fixed64();
      }
      return read;
    });
  });
}

const std::vector<fuzzy::Card>& FuzzyShard::Cards(std::size_t page) const {
  return cards_->Get(page, [&] {
    return ReadPage(Page::kCards, page, [&](RecordReader& in) {
      std::vector<fuzzy::Card> read(std::min(fuzzy::kCardsOfPage, size_ - page * fuzzy::kCardsOfPage));
      for (fuzzy::Card& card : read) {
        card.key = in.Fixed64();
        card.traits.facts = in.Fixed32();
        card.traits.codes = in.Fixed32();
        card.ambiguous = in.Flag();
      }
      return read;
    });
  });
}

std::size_t FuzzyShard::LengthOf(std::uint32_t text) const {
  const auto above = std::upper_bound(first_of_length_.begin(), first_of_length_.end(), text);
  return static_cast<std::size_t>(above - first_of_length_.begin()) - 1;
}

std::span<const std::uint32_t> FuzzyShard::WordsOf(std::uint32_t text) const {
  const std::size_t number = text / fuzzy::kWordsOfPage;
  const WordsPage& page = texts_->Get(number, [&] {
    return ReadPage(Page::kWords, number, [&](RecordReader& in) {
      WordsPage read;
      const auto begin = static_cast<std::uint32_t>(number * fuzzy::kWordsOfPage);
      const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(size_, begin + fuzzy::kWordsOfPage));
      for (std::uint32_t n = begin; n < end; ++n) {
        read.begins.push_back(static_cast<std::uint32_t>(read.ids.size()));
        const std::size_t length = LengthOf(n);
        for (std::size_t word = 0; word < length; ++word) {
          const std::uint32_t id = in.Varint32();
          if (id >= words_) throw DamagedRecord("a word that is not there");
          read.ids.push_back(id);
        }
      }
      read.begins.push_back(static_cast<std::uint32_t>(read.ids.size()));
      return read;
    });
  });
  const std::size_t place = text % fuzzy::kWordsOfPage;
  return std::span(page.ids).subspan(page.begins[place], page.begins[place + 1] - page.begins[place]);
}

std::vector<IndexedText> FuzzyShard::Texts() const {
  std::vector<WordSymbol> symbol_of(words_);
  for (std::size_t page = 0; page < std::size_t{1} << bits_; ++page) {
    const VocabularyPage& vocabulary = Vocabulary(page);
    for (std::size_t n = 0; n < vocabulary.words.size(); ++n) symbol_of[vocabulary.words[n].id] = vocabulary.symbols[n];
  }
  std::vector<IndexedText> texts;
  texts.reserve(size_ - gone_count_);
  for (std::uint32_t text = 0; text < size_; ++text) {
    if (IsGone(text)) continue;
    const fuzzy::Card& card = CardOf(text);
    IndexedText& indexed = texts.emplace_back(IndexedText{card.key, card.traits, card.ambiguous, {}});
    for (const std::uint32_t id : WordsOf(text)) indexed.words.push_back(symbol_of[id]);
  }
  return texts;
}

}  // namespace lockstep
