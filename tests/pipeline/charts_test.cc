// What a chart shows, and what it says where there is nothing to show.
#include "pipeline/charts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lockstep {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(BarChart, HasItsNumbersInATable) {
  const std::string html = BarChart("Debt", "Class", "Segments", {{"prose", 1200}, {"field", 0}}, Formatter("en"));
  EXPECT_THAT(html, HasSubstr("<figcaption>Debt <span class=\"ref\">Segments</span></figcaption><svg "));
  EXPECT_THAT(html, HasSubstr("<tr><th scope=\"row\">prose</th><td class=\"number\">1,200</td></tr>"
                              "<tr><th scope=\"row\">field</th><td class=\"number\">0</td></tr>"));
}

TEST(BarChart, SaysThatThereIsNothing) {
  EXPECT_EQ(BarChart("Debt", "Class", "Segments", {{"prose", 0}}, Formatter("en")),
            "<figure class=\"chart\"><figcaption>Debt <span class=\"ref\">Segments</span></figcaption>"
            "<p class=\"faint\">None.</p></figure>\n");
}

TEST(TrendChart, IsALineOfTwoReportsOrMore) {
  constexpr std::int64_t kDay = 86'400'000;
  const Formatter formatter("en");
  EXPECT_EQ(TrendChart("Debt", "Segments", {}, formatter), "");
  EXPECT_EQ(
      TrendChart("Debt", "Segments", {{kDay, 7}}, formatter),
      "<figure class=\"chart\"><figcaption>Debt <span class=\"ref\">Segments</span></figcaption><p class=\"faint\">"
      "7 on Jan 2, 1970. The next report into the same directory draws a line.</p></figure>\n");
  const std::string html = TrendChart("Debt", "Segments", {{kDay, 7}, {3 * kDay, 9}}, formatter);
  EXPECT_THAT(html, HasSubstr("<path class=\"trend\" d=\"M48.0,51.0 L368.0,25.0\"/>"));
  EXPECT_THAT(html, HasSubstr("Jan 4, 1970"));
  EXPECT_THAT(html, Not(HasSubstr("class=\"faint\"")));
}

TEST(StackedBar, LeavesOutWhatIsNot) {
  EXPECT_EQ(StackedBar({{"current", 3, "current"}, {"stale", 0, "high"}, {"missing", 1, "missing"}}),
            "<svg class=\"bar\" aria-hidden=\"true\"><rect class=\"f-current\" x=\"0.00%\" width=\"75.00%\" "
            "height=\"100%\"/><rect class=\"f-missing\" x=\"75.00%\" width=\"25.00%\" height=\"100%\"/></svg>");
}

}  // namespace
}  // namespace lockstep
