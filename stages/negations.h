// Counts the words of a text that say no: the smallest edit that turns a sentence around.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "locales/locale.h"

namespace lockstep {

class Negations {
 public:
  // Keeps no reference to `locale`.
  explicit Negations(const Locale& locale);

  // How many there are in `text`; nothing where the language file names none.
  std::optional<std::size_t> Count(std::string_view text) const;

 private:
  // "not" is a word; "*n't" the end of one, "kein*" its beginning, "*ない*" stands anywhere.
  struct Form {
    std::string text;
    bool open_begin = false;
    bool open_end = false;
  };
  std::vector<Form> forms_;
};

}  // namespace lockstep
