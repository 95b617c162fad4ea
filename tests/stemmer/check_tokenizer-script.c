#include "tests/stemmer/tokens.h"

START_TEST(test_unspaced)
{
    static const TokenRow rows[] = {
        {"one Han character", "中", "1:中"},
        {"two", "中国", "1:中 ~中国 2:国"},
        {"three", "中国人", "1:中 ~中国 2:国 ~国人 3:人"},
        {"punctuation parts them", "中，国", "1:中 2:国"},
        {"a space parts them", "中 国", "1:中 2:国"},
        {"Han and kana", "東の", "1:東 ~東の 2:の"},
        {"Katakana with its long vowel", "カー", "1:カ ~カー 2:ー"},
        {"voiced kana stay", "がギ", "1:が ~がギ 2:ギ"},
        {"voiced kana, mark apart", "か\u3099キ\u3099", "1:が ~がギ 2:ギ"},
        {"half-width kana", "ｶﾞｷﾞ", "1:ガ ~ガギ 2:ギ"},
        {"Thai", "ไทย", "1:ไ ~ไท 2:ท ~ทย 3:ย"},
        {"Thai marks stay with their consonant", "ดี", "1:ดี"},
        {"Lao", "ລາວ", "1:ລ ~ລາ 2:າ ~າວ 3:ວ"},
        {"Khmer", "ខែ", "1:ខែ"},
        {"Burmese", "မြန်", "1:မြ ~မြန် 2:န်"},
        {"iteration mark and zero", "々〇", "1:々 ~々〇 2:〇"},
        {"beyond the BMP", "𠀀𠀁", "1:𠀀 ~𠀀𠀁 2:𠀁"},
        {"Latin before", "iPhone手机", "1:iphone 2:手 ~手机 3:机"},
        {"Latin behind", "手机app", "1:手 ~手机 2:机 3:app"},
        {"digits", "2014年8月", "1:2014 2:年 3:8 4:月"},
        {"Hangul is split at spaces", "한국어 단어", "1:한국어 2:단어"},
        {"Hangul taken apart", "한", "1:한"},
        {"Han in Hangul", "北한", "1:北 2:한"},
    };
    token_rows_check(rows, G_N_ELEMENTS(rows), NULL, 0);
    token_rows_check(rows, G_N_ELEMENTS(rows), "english", 0);
}
END_TEST

START_TEST(test_ranges_flags_stems)
{
    static const TokenRow ranges[] = {
        {"ranges", "a中国", "1:a[0-1] 2:中[1-4] ~中国[1-7] 3:国[4-7]"},
    };
    token_rows_check(ranges, G_N_ELEMENTS(ranges), "english", SHOW_RANGES);
    static const TokenRow flags[] = {
        {"flags", "中国", "1:中{character} ~中国{} 2:国{character}"},
    };
    token_rows_check(flags, G_N_ELEMENTS(flags), "english", SHOW_FLAGS);
    static const TokenRow stems[] = {
        {"no stems", "中国 abc", "1:中() ~中国() 2:国() 3:abc(abc)"},
    };
    token_rows_check(stems, G_N_ELEMENTS(stems), "english", SHOW_STEMS);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_unspaced);
    tcase_add_test(tests, test_ranges_flags_stems);
}

int main(void)
{
    return token_tests_run("tokenizer-script", add_tests);
}
