// Names sections by their headings, in the language of the document.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "locales/locale.h"

namespace lockstep {

// The headings of a language that name sections. One object a document: the loose forms of its headings are only made
// where a heading needs them, and then once.
class SectionHeadings {
 public:
  // `locale` must outlive this object.
  explicit SectionHeadings(const Locale& locale) : locale_(&locale) {}

  // The id of the section that `heading` opens ("scientific_validity"), or "". Compared loosely: case, width
  // and white space do not matter, nor do emphasis marks around it and a colon behind.
  std::string Id(std::string_view heading);

 private:
  const Locale* locale_;
  std::map<std::string, std::string> by_loose_name_;  // empty until the first heading that is not written exactly
};

}  // namespace lockstep
