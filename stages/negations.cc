#include "stages/negations.h"

#include <algorithm>
#include <utility>

#include "locales/unicode.h"
#include "stages/normalization.h"

namespace lockstep {
namespace {

bool IsPartOfWord(std::string_view text, std::size_t at) {
  const char32_t c = DecodeAt(text, at).value;
  return IsLetter(c) || IsDigit(c);
}

}  // namespace

Negations::Negations(const Locale& locale) {
  for (std::string_view text : locale.negations) {
    Form form;
    form.open_begin = text.starts_with('*');
    if (form.open_begin) text.remove_prefix(1);
    form.open_end = text.ends_with('*');
    if (form.open_end) text.remove_suffix(1);
    form.text = LooseText(text);
    if (!form.text.empty()) forms_.push_back(std::move(form));
  }
}

std::optional<std::size_t> Negations::Count(std::string_view text) const {
  if (forms_.empty()) return std::nullopt;
  const std::string loose = LooseText(text);
  std::size_t count = 0;
  for (const Form& form : forms_) {
    for (std::size_t at = loose.find(form.text); at != std::string::npos; at = loose.find(form.text, at + 1)) {
      const std::size_t end = at + form.text.size();
      const bool begins = form.open_begin || at == 0 || !IsPartOfWord(loose, CharacterBefore(loose, at));
      const bool ends = form.open_end || end == loose.size() || !IsPartOfWord(loose, end);
      count += begins && ends;
    }
  }
  return count;
}

}  // namespace lockstep
