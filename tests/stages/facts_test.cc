#include "stages/facts.h"

#include <gtest/gtest.h>

#include <ctime>
#include <random>
#include <string>
#include <string_view>

#include "locales/unicode.h"

namespace lockstep {
namespace {

const Locales& AllLocales() {
  static const Locales locales;
  return locales;
}

// "price:350 USD measurement:20 Hz"
std::string Dump(const std::vector<Fact>& facts) {
  std::string dump;
  for (const Fact& fact : facts) {
    if (!dump.empty()) dump += ' ';
    dump.append(Name(fact.kind)).append(":").append(fact.value);
    if (!fact.unit.empty()) dump.append(" ").append(fact.unit);
  }
  return dump;
}

std::string FactsOf(const char* language, std::string_view text) {
  return Dump(FactFinder(AllLocales().For(language)).Find(text));
}

struct Row {
  const char* text;
  const char* facts;
};

void ExpectFacts(const char* language, std::initializer_list<Row> rows) {
  for (const Row& row : rows) EXPECT_EQ(FactsOf(language, row.text), row.facts) << language << ": " << row.text;
}

TEST(Facts, PricesInEnglish) {
  ExpectFacts("en", {{"$350", "price:350 USD"},
                     {"USD 350", "price:350 USD"},
                     {"350 US dollars", "price:350 USD"},
                     {"350USD", "price:350 USD"},
                     {"a 350-dollar amplifier", "price:350 USD"},
                     {"US$99 or 99.99 USD", "price:99 USD price:99.99 USD"},
                     {"$1,299.00", "price:1299 USD"},
                     {"$350 CAD", "price:350 CAD"},
                     {"$300-400", "price:300 USD price:400 USD"},
                     {"$1.5M and $10k", "price:1500000 USD price:10000 USD"},
                     {"1.5 million yen", "price:1500000 JPY"},
                     {"1.5–2 million yen", "price:1500000 JPY price:2000000 JPY"},
                     {"in 2024 $350", "date:2024 price:350 USD"},
                     {"12,800円", "price:12800 JPY"}});
}

TEST(Facts, APriceOfTheFrontMatterIsInTheLanguagesOwnCurrency) {
  const auto price = [](const char* language, std::string_view value) {
    const std::optional<Fact> found = FactFinder(AllLocales().For(language)).FindPrice(value);
    return found ? Dump({*found}) : "";
  };
  EXPECT_EQ(price("en", "149.99"), "price:149.99 USD");
  EXPECT_EQ(price("ja", "12990"), "price:12990 JPY");
  EXPECT_EQ(price("ja", "12,990"), "price:12990 JPY");
  EXPECT_EQ(price("ja", "１２,９９０"), "price:12990 JPY");
  EXPECT_EQ(price("de", "1.299,50"), "price:1299.5 EUR");
  EXPECT_EQ(price("de", "149.99"), "price:149.99 EUR") << "a number of YAML";
  EXPECT_EQ(price("hi", "1,23,456"), "price:123456 INR");
  EXPECT_EQ(price("ja", "99 USD"), "price:99 USD");
  EXPECT_EQ(price("ja", "12,990 - 15,000"), "") << "which of the two?";
  EXPECT_EQ(price("ja", ""), "");
}

TEST(Facts, MeasurementsAndPercentages) {
  ExpectFacts("en", {{"20Hz-20kHz", "measurement:20 Hz measurement:20 kHz"},
                     {"20 Hz–20 kHz", "measurement:20 Hz measurement:20 kHz"},
                     {"20 to 30 Hz", "measurement:20 Hz measurement:30 Hz"},
                     {"2000-4000 Hz", "measurement:2000 Hz measurement:4000 Hz"},
                     {"10–20 %", "percentage:10 percentage:20"},
                     {"±0.5dB, +/-3dB", "measurement:0.5 dB measurement:3 dB"},
                     {"−105 dB or (-98 dB)", "measurement:-105 dB measurement:-98 dB"},
                     {"16-bit/44.1kHz", "measurement:16 bit measurement:44.1 kHz"},
                     {"<0.1% THD", "percentage:0.1"},
                     {"a 2-year warranty, 30 years", "measurement:2 year measurement:30 year"},
                     {"10+ years", "measurement:10 year"},
                     {"24 Hours", "measurement:24 h"},
                     {"2.0Vrms into 32Ω", "measurement:2 V measurement:32 Ω"},
                     {"6.5-in woofer, 6.5\"", "measurement:6.5 inch measurement:6.5 inch"},
                     {"a 12\" or 15\" woofer", "measurement:12 inch measurement:15 inch"},
                     {"called \"Quiet Mode 2.0\" by its maker", "number:2"},
                     {"120 x 80 x 30 mm", "number:120 number:80 measurement:30 mm"},
                     {"120x80x30mm", "number:120 number:80 measurement:30 mm"}});
}

TEST(Facts, Fractions) {
  ExpectFacts(
      "en", {{"a 6 1/2 inch or 6-1/2-inch driver", "measurement:6.5 inch measurement:6.5 inch"},
             {"a 6¼-inch driver, 6½\", 5 ¾ inches", "measurement:6.25 inch measurement:6.5 inch measurement:5.75 inch"},
             {"1/4-inch and ½ inch, 3/16\"", "measurement:0.25 inch measurement:0.5 inch measurement:0.1875 inch"},
             {"a 1/8 inch jack", "measurement:0.125 inch"},
             {"half: ½, third: ⅓, 1½ million yen", "number:0.5 number:0.333333 price:1500000 JPY"},
             {"1/2, 4/5, 24/96, 3.5/2", "number:1 number:2 number:4 number:5 number:24 number:96 number:3.5 number:2"},
             {"50/60 Hz, 16/24 bit", "number:50 measurement:60 Hz number:16 measurement:24 bit"},
             {"1/2/2024, 4/5 inch", "number:1 number:2 date:2024 number:4 measurement:5 inch"},
             {"8/16 bit, 5/8 GHz", "number:8 measurement:16 bit number:5 measurement:8 GHz"},
             {"9/8 inch, 2/4 inch, 1/2.3 inch",
              "number:9 measurement:8 inch number:2 measurement:4 inch number:1 measurement:2.3 inch"},
             {"in 2024 1/2 inch", "date:2024 measurement:0.5 inch"},
             {"§ 5, ± 3 dB, “2”", "number:5 measurement:3 dB number:2"}});
  ExpectFacts("de", {{"2 1/2 Stunden, 2½ Stunden", "measurement:2.5 h measurement:2.5 h"},
                     {"1/4-Zoll-Buchse, 6½-Zoll-Treiber", "measurement:0.25 inch measurement:6.5 inch"},
                     {"am 1/2. Mai", "number:1 date:--05-02"}});
  ExpectFacts("ja", {{"1/4インチ、6½インチ", "measurement:0.25 inch measurement:6.5 inch"}});
}

TEST(Facts, HalvesOfSpansOfTime) {
  const std::string hours = "measurement:2.5 h", years = "measurement:2.5 year";
  const struct {
    const char *language, *text;
    std::string facts;
  } rows[] = {
      {"ja", "2年半使う", years},
      {"ja", "充電は2時間半です。", hours},
      {"zh-Hans", "用了2年半。", years},
      {"ko", "2시간 반", hours},
      {"fr", "2 heures et demie", hours},
      {"es", "2 horas y media", hours},
      {"pt-BR", "2 horas e meia", hours},
      {"th", "2 ชั่วโมงครึ่ง", hours},
      {"en", "2 hours and a half", hours},
      {"de", "2 Jahre und ein halbes", years},
      {"ar", "عمل 2 ساعات ونصف.", hours},
      {"hi", "यह साढ़े 2 घंटे चला।", hours},
      {"hi", "साढ़े 2 घंटे", hours},
      {"hi", "साढ़े 2 लाख रुपये", "price:250000 INR"},
      {"zh-Hans", "续航2个半小时。", hours},
      {"en", "2 and a half hours", hours},
      {"ru", "2 с половиной часа", hours},
      // Nothing else has a half behind it.
      {"ja", "2025年半ばに", "date:2025"},
      {"fr", "2.5 kg et demi", "measurement:2.5 kg"},
      {"es", "2 kg y media docena", "measurement:2 kg"},
  };
  for (const auto& row : rows) EXPECT_EQ(FactsOf(row.language, row.text), row.facts) << row.text;
}

TEST(Facts, ValuesInTwoUnitsAreOne) {
  const std::string hours = "measurement:2.5 h";
  const struct {
    const char *language, *text;
    std::string facts;
  } rows[] = {
      {"en", "2 hours 30 minutes", hours},
      {"en", "2 hours and 30 minutes", hours},
      {"en", "2h 30min, 2h30min, 2h 30m, 2h30m", hours + " " + hours + " " + hours + " " + hours},
      {"en", "2 h 30 and 2h30", hours + " " + hours},
      {"de", "2 Stunden 30 Minuten", hours},
      {"fr", "Il a tenu 2 h 30.", hours},
      {"fr", "2 heures et 30 minutes", hours},
      {"pt-BR", "Dura 2h30.", hours},
      {"es", "2 horas y 30 minutos", hours},
      {"ru", "2 часа 30 минут", hours},
      {"ja", "2時間30分", hours},
      {"ja", "2時間30分の連続再生", hours},
      {"ko", "2시간 30분의 재생", hours},
      {"zh-Hans", "2小时30分钟", hours},
      {"ko", "2시간 30분 작동했다.", hours},
      {"ar", "2 ساعة و30 دقيقة", hours},
      {"en", "1 h 20 min 30 s", "measurement:1.341666 h"},
      {"de", "Er ist 1 m 20 cm lang.", "measurement:1.2 m"},
      {"en", "6 feet 2 inches", "measurement:6.166667 ft"},
      {"ko", "2년 3개월", "measurement:2.25 year"},
      // Two values, not one.
      {"en", "1 m and 50 cm cables", "measurement:1 m measurement:50 cm"},
      {"en", "2 hours, 30 minutes", "measurement:2 h measurement:30 min"},
      {"en", "2 hours 90 minutes", "measurement:2 h measurement:90 min"},
      {"en", "2.5 hours 30 minutes", "measurement:2.5 h measurement:30 min"},
      {"en", "30 minutes 2 hours", "measurement:30 min measurement:2 h"},
      {"en", "24 h 20 Hz, 24 h 30% and 24 h 48-50",
       "measurement:24 h measurement:20 Hz measurement:24 h percentage:30 "
       "measurement:24 h number:48 number:50"},
      {"en", "for 24 h 16 May 2024", "measurement:24 h date:2024-05-16"},
      {"en", "24 hours 30 people", "measurement:24 h number:30"},
      {"en", "2h264 and 4h2", "model-name:2H264 model-name:4H2"},
  };
  for (const auto& row : rows) EXPECT_EQ(FactsOf(row.language, row.text), row.facts) << row.text;
}

TEST(Facts, PrimesAreFeetAndInches) {
  ExpectFacts("en", {{"a 6\" cable, 6″, 6”, 6''",
                      "measurement:6 inch measurement:6 inch measurement:6 inch measurement:6 inch"},
                     {"a 6' cable, 6′, 6’", "measurement:6 ft measurement:6 ft measurement:6 ft"},
                     {"5'6\" tall", "measurement:5.5 ft"},
                     {"the 80's, the 1990's, in 2024'", "number:80 date:1990s date:2024"},
                     {"'Series 3', ‘Series 3’ and “Series 3”", "number:3 number:3 number:3"},
                     {"it's 6' long", "measurement:6 ft"}});
}

TEST(Facts, BitsAreNoBytes) {
  ExpectFacts("en", {{"10 Mbps", "measurement:10 Mbps"},
                     {"10 MBps", "measurement:10 MBps"},
                     {"10 Mb", "measurement:10 Mb"},
                     {"10 MB", "measurement:10 MB"},
                     {"10 mb", "measurement:10 MB"},
                     {"512 KB, 512 kB", "measurement:512 KB measurement:512 KB"},
                     {"512 Kb, 512kb", "measurement:512 Kb measurement:512 Kb"},
                     {"2 TB, 2 Tb", "measurement:2 TB measurement:2 Tb"},
                     {"10 mbps", "measurement:10 Mbps"}});
}

TEST(Facts, BareNumbersAndCounts) {
  ExpectFacts("en", {{"CP = 36,000 ÷ 43,000 = 0.84", "number:36000 number:43000 number:0.84"},
                     {"2-way, 2x, 2×, 5.1ch", "number:2 number:2 number:2 number:5.1"},
                     {"1:1.5 and 1/3", "number:1 number:1.5 number:1 number:3"},
                     {"3,5", "number:3 number:5"},
                     {"0.40", "number:0.4"},
                     {"the 2nd, 4th and 21st", "number:2 number:4 number:21"},
                     {"2-in/2-out", "number:2 number:2"}});
}

TEST(Facts, Dates) {
  ExpectFacts("en", {{"2025-12-16", "date:2025-12-16"},
                     {"(2025.7.5)", "date:2025-07-05"},
                     {"2025/12/16", "date:2025-12-16"},
                     {"December 16, 2025", "date:2025-12-16"},
                     {"Dec. 16th, 2025", "date:2025-12-16"},
                     {"16 December 2025", "date:2025-12-16"},
                     {"December 2025", "date:2025-12"},
                     {"in 2023, mid-2023", "date:2023 date:2023"},
                     {"the 1990s", "date:1990s"},
                     {"2025-13-45", "date:2025 number:13 number:45"},
                     {"2025-02-30", "date:2025 number:2 number:30"}});
}

TEST(Facts, DatesOfOtherLanguages) {
  ExpectFacts("ko", {{"2023. 5. 1. 출시", "date:2023-05-01"}, {"2023. 5. 1 출시", "date:2023-05-01"}});
  ExpectFacts("ar", {{"صدر في 1 أيار/مايو 2023.", "date:2023-05-01"},
                     {"أيار/مايو 2023", "date:2023-05"},
                     {"أيار/يونيو 2023", "date:2023-06"}});
  ExpectFacts("it", {{"Uscito il 1º maggio 2023.", "date:2023-05-01"}, {"giugno 2023", "date:2023-06"}});
  ExpectFacts("ru", {{"Вышло в мае 2023 года.", "date:2023-05"}, {"в июне 2023 года", "date:2023-06"}});
  ExpectFacts("ja", {{"令和6年3月5日に測定。", "date:2024-03-05"},
                     {"平成10年4月", "date:1998-04"},
                     {"昭和63年", "date:1988"},
                     {"6年3月5日", "measurement:6 year date:--03-05"}});
}

TEST(Facts, AmountsInParts) {
  ExpectFacts("ko", {{"12만 9,000원", "price:129000 KRW"},
                     {"12만9,000원", "price:129000 KRW"},
                     {"12만 3대", "number:120000 number:3"}});
  ExpectFacts("hi", {{"2 लाख 500 रुपये", "price:200500 INR"}});
  ExpectFacts("pl", {{"1 500 dolarów", "number:1500"}});
}

TEST(Facts, CitationsUrlsAndScores) {
  ExpectFacts("en", {{"[1][3]", "citation:1 citation:3"},
                     {"[2-4]", "citation:2 citation:3 citation:4"},
                     {"[1, 2]", "citation:1 citation:2"},
                     {"［１］［３］", "citation:1 citation:3"},
                     {"[1-9999]", "citation:1 citation:9999"},
                     {"[sic] [] [", ""},
                     {"https://example.com/a_(b)?c=1).", "url:https://example.com/a_(b)?c=1"},
                     {"<http://example.com/>", "url:http://example.com"},
                     {"www.example.com/x1, so", "url:www.example.com/x1"},
                     {"$$ \\Large \\text{0.5} $$", "score:0.5"},
                     {"$$ x = 5 $$", "number:5"}});
}

TEST(Facts, ModelNames) {
  ExpectFacts("en", {{"QRX-M50x", "model-name:QRX-M50X"},
                     {"B50III", "model-name:B50III"},
                     {"ZQ-1000XM4-based", "model-name:ZQ-1000XM4"},
                     {"A１, １K", "number:1 model-name:１K"},
                     {"990PRO in 4K", "model-name:990PRO model-name:4K"},
                     {"7.1.4 ch, version 5.2.1", "model-name:7.1.4 model-name:5.2.1"},
                     {"sub-20 Hz", "measurement:20 Hz"},
                     {"SNR110dB, THD0.1%, USB3.0, 2Pin", "measurement:110 dB percentage:0.1 number:3 number:2"}});
}

TEST(Facts, Japanese) {
  ExpectFacts("ja", {{"10万円", "price:100000 JPY"},
                     {"約15,000円", "price:15000 JPY"},
                     {"1万2,800円", "price:12800 JPY"},
                     {"３，５００円", "price:3500 JPY"},
                     {"¥ 12,800", "price:12800 JPY"},
                     {"399ドル（約60,000円）", "price:399 USD price:60000 JPY"},
                     {"10～20万円", "price:100000 JPY price:200000 JPY"},
                     {"3億5000万円", "price:350000000 JPY"},
                     {"2025年12月16日", "date:2025-12-16"},
                     {"2023年に30年", "date:2023 measurement:30 year"},
                     {"1990年代", "date:1990s"},
                     {"2年保証、24ビット、2ウェイ", "measurement:2 year measurement:24 bit number:2"},
                     {"3分の1、90分、90分の試験", "number:3 number:1 measurement:90 min measurement:90 min"},
                     {"4kHz以上、±3dB、5〜10％", "measurement:4 kHz measurement:3 dB percentage:5 percentage:10"},
                     {"SN比-105dB", "measurement:-105 dB"},
                     {"QRX-M50xは", "model-name:QRX-M50X"},
                     {"https://example.com。また", "url:https://example.com"}});
}

TEST(Facts, EuropeanLanguages) {
  ExpectFacts("de", {{"€1.299,00 und 1.299,00 €", "price:1299 EUR price:1299 EUR"},
                     {"3.500 und 0.5 und 44.1", "number:3500 number:0.5 number:44.1"},
                     {"1,5 Mio. Euro", "price:1500000 EUR"},
                     {"16. Dezember 2025, 16.12.2025", "date:2025-12-16 date:2025-12-16"},
                     {"10 Stunden, 8-fache, 1990er Jahre", "measurement:10 h number:8 date:1990s"}});
  ExpectFacts("fr", {{"3 500 €, 3\u00A0500\u00A0€, 3\u202F500 euros", "price:3500 EUR price:3500 EUR price:3500 EUR"},
                     {"2,5 millions d’euros", "price:2500000 EUR"},
                     {"1er janvier 2024", "date:2024-01-01"},
                     {"20 Hz à 20 kHz", "measurement:20 Hz measurement:20 kHz"}});
  ExpectFacts("es", {{"16 de diciembre de 2025", "date:2025-12-16"},
                     {"10 mil dólares, 3.500,50 €", "price:10000 USD price:3500.5 EUR"}});
  ExpectFacts("pt-BR", {{"R$ 1.500,00, 1,5 milhão de reais", "price:1500 BRL price:1500000 BRL"}});
  ExpectFacts("ru", {{"12\u00A0990 руб., 1,5 млн долларов", "price:12990 RUB price:1500000 USD"},
                     {"16 декабря 2025 г., 1990-е", "date:2025-12-16 date:1990s"},
                     {"20 Гц, 5 лет, 24-битный", "measurement:20 Hz measurement:5 year measurement:24 bit"}});
}

TEST(Facts, AsianLanguagesAndArabic) {
  ExpectFacts("zh-Hans", {{"¥3,500，1.5万元，2亿美元", "price:3500 CNY price:15000 CNY price:200000000 USD"},
                          {"3年保修，24位", "measurement:3 year measurement:24 bit"}});
  ExpectFacts("ko", {{"10만 원, 350달러", "price:100000 KRW price:350 USD"},
                     {"2025년 12월 16일", "date:2025-12-16"},
                     {"100와트의", "measurement:100 W"}});
  ExpectFacts("ar", {{"٣٬٥٠٠ دولار", "price:3500 USD"},
                     {"١٦ ديسمبر ٢٠٢٥", "date:2025-12-16"},
                     {"٥٠٪ و ٠٫٥ ديسيبل", "percentage:50 measurement:0.5 dB"}});
  ExpectFacts("th", {{"12,990 บาท", "price:12990 THB"},
                     {"16 ธันวาคม 2568", "date:2025-12-16"},
                     {"พ.ศ. 2566", "date:2023"},
                     {"ในพ.ศ.๒๕๖๗", "date:2024"},
                     {"ค.ศ. 2024", "date:2024"},
                     {"16 ธันวาคม พ.ศ. 2568", "date:2025-12-16"},
                     {"ราคา 2566", "number:2566"}});
  ExpectFacts("hi", {{"₹1,25,000 और 1.5 लाख रुपये", "price:125000 INR price:150000 INR"},
                     {"2 करोड़ 50 लाख रुपये", "price:25000000 INR"},
                     {"१६ दिसंबर २०२५", "date:2025-12-16"}});
}

TEST(Facts, PercentSignMayStandInFront) {
  ExpectFacts("tr", {{"trafiğin %1,5 kadarı, %10’u", "percentage:1.5 percentage:10"}});
  ExpectFacts("en", {{"5% 10", "percentage:5 number:10"}, {"a%20b", "model-name:20B"}});
}

TEST(Facts, UnknownLanguageHasUnitsAndIsoCodes) {
  ExpectFacts("vi", {{"3.500.000 VND, 20 Hz, 2,5 mm", "price:3500000 VND measurement:20 Hz measurement:2.5 mm"}});
}

TEST(Facts, NothingInPlainText) {
  for (const char* text :
       {"", "No figures here.", "$", "$$", "http", "https://", "[", "-", "％", "円", "x", "\xFF\xFE\xE3"}) {
    EXPECT_EQ(FactsOf("en", text), "") << text;
    EXPECT_EQ(FactsOf("ja", text), "") << text;
  }
}

// Pieces that make facts when they meet.
std::string RandomText(std::mt19937& random) {
  static const char* const kPieces[] = {"1", "20",   "3,500", "0.5", "2025", "-",  "–",  " ",    "[",  "]",
                                        "$", "USD",  "円",    "万",  "Hz",   "dB", "%",  "A50",  "x",  ".",
                                        ",", "http", "://",   "年",  "月",   "１", "［", "］",   "a",  "は",
                                        "٣", "/",    "to",    "s",   "$$",   "{",  "}",  "\xE3", "st", "Dec."};
  std::string text;
  for (int i = static_cast<int>(random() % 20); i >= 0; --i) text += kPieces[random() % std::size(kPieces)];
  return text;
}

TEST(Facts, RangesAreInsideDisjointAndInOrder) {
  std::mt19937 random(7);
  for (const char* language : {"en", "ja", "de", "fr", "ar", "hi", "ru", "zh-Hans"}) {
    const FactFinder finder(AllLocales().For(language));
    for (int i = 0; i < 3000; ++i) {
      const std::string text = RandomText(random);
      std::size_t end = 0;
      for (const Fact& fact : finder.Find(text)) {
        ASSERT_GE(fact.range.begin, end) << text;
        ASSERT_LE(fact.range.begin, fact.range.end) << text;
        ASSERT_LE(fact.range.end, text.size()) << text;
        ASSERT_FALSE(fact.value.empty()) << text;
        end = fact.range.end;
      }
    }
  }
}

TEST(Facts, AreFoundAgainInTheirOwnRange) {
  for (const char* text : {"a price of $350 or 1.5 million yen", "from −105 dB at 20 kHz", "on December 16, 2025 [3]",
                           "0.5 % of QRX-M50x, see https://example.com/x."}) {
    const FactFinder finder(AllLocales().For("en"));
    for (const Fact& fact : finder.Find(text)) {
      const std::vector<Fact> again = finder.Find(Slice(text, fact.range));
      ASSERT_EQ(again.size(), 1U) << text;
      EXPECT_TRUE(again[0].SameValue(fact)) << text;
    }
  }
}

// A megabyte of `piece` again and again.
double SecondsToFindIn(std::string_view piece) {
  const FactFinder finder(AllLocales().For("en"));
  std::string text;
  while (text.size() < 1'000'000) text += piece;
  const std::clock_t begin = std::clock();
  finder.Find(text);
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

TEST(Facts, HostileTextTakesLinearTime) {
  const double ordinary = SecondsToFindIn("It costs $350 [1] and plays 20 Hz. ");
  for (const std::string_view piece :
       {"1", "[", "1,", "1.", "[1,", "1-", "$$ \\", "a-1-", "http://(", "1 ", "１", "a1"}) {
    EXPECT_LT(SecondsToFindIn(piece), 20 * ordinary + 1) << piece;  // quadratic work would take minutes
  }
}

TEST(FormatNumber, WritesTheLocalesSeparators) {
  const auto format = [](const char* value, const char* language) {
    return FormatNumber(value, AllLocales().For(language));
  };
  EXPECT_EQ(format("1234.5", "en"), "1,234.5");
  EXPECT_EQ(format("1234.5", "de"), "1.234,5");
  EXPECT_EQ(format("-1234567", "fr"), "-1\u202F234\u202F567");
  EXPECT_EQ(format("1234567", "hi"), "12,34,567");
  EXPECT_EQ(format("123", "en"), "123");
  EXPECT_EQ(format("0.5", "ja"), "0.5");
}

TEST(MaskFacts, PutsTheKindInTheFactsPlace) {
  const std::string_view text = "It costs $350 [1] and plays 20 Hz.";
  EXPECT_EQ(MaskFacts(text, FactFinder(AllLocales().For("en")).Find(text)),
            "It costs {price} {citation} and plays {measurement}.");
  EXPECT_EQ(MaskFacts("nothing", {}), "nothing");
}

}  // namespace
}  // namespace lockstep
