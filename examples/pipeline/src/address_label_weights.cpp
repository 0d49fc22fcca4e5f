#include "address_label_model.hpp"

namespace redline::leadpipe {

namespace {

/// Derived, not written: what tests/corpus/train_address_labels.cpp learns from the odd lines of
/// us_labeled_tokens.jsonl (datamade/usaddress, MIT) and seven invented lines of military and Puerto Rican
/// mail. A positive weight speaks for the row's label. The even lines had no part in it.
constexpr std::string_view weight_rows = R"(
AddressNumberPrefix @number_before-45 @suffix_before-28 @breaks_1-28 @stretch_number-33
~AddressNumberPrefix-45 |
AddressNumber digits_2+28 digits_3+29 digits_4+39 digits_5+24 letter_first+48 number_word+6 weak_suffix-15
plain-8 <letter_first+41 <weak_suffix+13 <building+6 >number_word-27 >direction_word+14 >street_opener+16
<<place_opener+24 >>state_word+18 >>building-21 >>place_opener+20 @first_number+45 ~AddressNumberPrefix+35
~StreetName-23 ~StreetNamePostType-44 ~BuildingName+24 ~Recipient+13 |
AddressNumberSuffix letter+41 fraction+51 direction-30 >direction_word+25 >plain+8 >>comma+13
>>street_opener+31 @second+20 @no_tail+10 ~AddressNumber+32 |
StreetNamePreModifier modifier+72 |
StreetNamePreDirectional weak_suffix-22 direction+93 direction_word+62 state-2 modifier-20 place_opener-21
<plain-26 >ordinal+32 >strong_suffix-19 >direction_word-12 >state_word+19 >lone_unit-25 >highway+39
>>strong_suffix+14 @second+24 @breaks_0-52 ~AddressNumber+65 ~AddressNumberSuffix+18 ~StreetName-29
~NotAddress+32 |
StreetNamePreType strong_suffix+9 highway+69 box_group+2 street_opener+55 <state-4 <highway+37 >occupancy-46
>highway+40 <<digits_4+40 @tail_2+12 @tail_3+10 @number_later+15 @suffix_before-27 @box_later-21
@stretch_ends-45 @stretch_suffix-29 @and_later-16 ~AddressNumber+38 ~StreetNamePreModifier+56
~StreetNamePreDirectional+20 ~StreetNamePreType+15 ~StreetName-51 |
StreetName digits_2+22 digits_4-22 ordinal+25 fraction-39 strong_suffix-26 direction-36 direction_word-37
state_word+30 occupancy-21 box_group-36 and_at-15 small_word+13 place_closer+34 title+22 initial-30 plain+43
<number_word-20 <ampersand+34 <strong_suffix+39 <state_word-25 <occupancy-6 <highway+41 <box_group+22
<and_at+47 <small_word+44 <building-18 <street_opener+34 <initial+41 <large_city-39 >digits_3-28
>digits_4-11 >digits_5-26 >ordinal-11 >ampersand+21 >strong_suffix+22 >weak_suffix+5 >direction_word+9
>floor-32 >lone_unit+23 >firm-32 >building-3 >title+41 <<digits_4+18 <<digits_5+7 <<ordinal-31
<<direction_word-22 <<state-14 <<country+50 <<small_word+22 <<care-13 <<initial+9 <<plain-37 >>digits_3-15
>>digits_4-35 >>digit_first+9 >>number_sign+25 >>strong_suffix+13 >>direction+16 >>occupancy+10
>>place_closer-12 >>title+29 >>large_city-23 @suffix_before-46 @suffix_ahead+46 @unit_before-39
@box_before-38 @breaks_1-24 @stretch_number+34 @stretch_suffix_ahead-2 @any_suffix_ahead-17 @and_later+23
~AddressNumber+37 ~StreetNamePreDirectional+50 ~StreetNamePreType+34 ~StreetName+36 ~StreetNamePostType-34
~StreetNamePostDirectional-46 ~IntersectionSeparator+34 ~BuildingName-10 ~PlaceName-16 |
StreetNamePostType comma+11 strong_suffix+95 weak_suffix+52 highway+9 small_word-30 building-31
place_closer-19 large_city-15 <strong_suffix+9 <weak_suffix+15 >direction+26 >title-30 <<digits_4+24
<<strong_suffix-35 <<state_word+24 >>digits_3+39 >>digits_5+55 >>direction-27 @second-33 @last+28 @tail-25
@no_tail-20 @number_later-19 @box_before-17 @breaks_1-37 @stretch_number-5 ~StreetNamePreDirectional-19
~StreetName+60 |
StreetNamePostDirectional comma+17 direction+80 direction_word+42 <state_word+32 <<ordinal+16 <<title+31
<<initial-44 >>letter-25 @second-25 @tail_1+16 ~StreetName+40 ~StreetNamePostType+20 |
StreetNamePostModifier |
CornerOf weak_suffix+34 corner+67 |
IntersectionSeparator ampersand+56 and_at+41 >>highway+16 @no_number+15 ~StreetName+30 |
BuildingName digits_3-36 letter-30 number_word+10 strong_suffix+1 weak_suffix+25 direction-39 state-32
highway-29 small_word+30 building+76 landmark+39 title-9 plain+23 <number_word+13 <comma-43 <small_word+20
<building+10 >digits_2-32 >letter-19 >direction-21 >state_word-25 >highway-39 >building+59 <<strong_suffix+1
<<landmark+25 <<street_opener+31 >>digits_4+13 >>strong_suffix-38 >>direction_word+31 >>highway-11
>>building+64 >>title-10 >>plain-14 @no_tail+17 @suffix_later+14 @box_before+4 @no_break_later+21
@stretch_suffix+4 @stretch_suffix_ahead-10 @only_stretch-66 @no_number-30 ~AddressNumber-28 ~StreetName-29
~StreetNamePostType+23 ~StreetNamePostDirectional+19 ~BuildingName+51 ~OccupancyIdentifier+22 |
LandmarkName weak_suffix+22 building+30 landmark+38 >weak_suffix+13 >landmark+38 >>plain+2 @number_later-11
@suffix_later-22 @no_break_later-25 @any_suffix_ahead+6 @only_stretch-22 @no_number+51 ~LandmarkName+41 |
SubaddressType number_sign-20 subaddress+72 floor+61 building+34 <subaddress+17 >digits_more+24
<<digits_3+12 >>post+6 @no_tail-25 @number_later+36 ~SubaddressIdentifier+25 |
SubaddressIdentifier digits_4+23 <subaddress+64 <place_opener+35 >digits_more-34 >subaddress+21 >floor+16
>post+20 <<subaddress+53 >>comma-3 >>street_opener+31 @box_before+23 @stretch_number-8 @only_stretch+17
~SubaddressType+53 |
OccupancyType number_sign-22 occupancy+78 floor+64 place_opener+29 <ordinal+36 >digits_1+16 >plain-25
>>occupancy+26 @suffix_before+34 @unit_before-19 ~PlaceName-23 |
OccupancyIdentifier digits_1+13 digits_2+27 digits_3+33 digits_4+27 digit_first+47 letter_first+33
ordinal+19 number_sign+68 strong_suffix-20 direction-11 direction_word-15 floor-19 building-10 plain-26
large_city-20 <number_sign+37 <weak_suffix-24 <occupancy+46 <subaddress-17 >digits_1-18 >digits_5+4
>weak_suffix-24 >floor+39 <<ordinal_word-13 <<strong_suffix+8 <<box-34 >>repeated+14 >>large_city+8
@tail_1+24 @number_before+31 @suffix_ahead-11 @box_before-24 @breaks_1+17 @stretch_ends-1 ~OccupancyType+28
~USPSBoxID-26 ~PlaceName-32 |
USPSBoxGroupType box_group+42 >box_group+46 >>box+3 @no_tail+12 @box_later+34 |
USPSBoxGroupID digits_1+8 <box_group+14 >box+29 <<box_group+32 @box_before+20 @box_later+34
~USPSBoxGroupType+36 |
USPSBoxType number_sign-4 box+75 post+99 <post+31 >digits_more+12 >box+88 >>digits_more+19 @first_number-24
|
USPSBoxID digits_more+34 <box+29 >digits_4-48 <<box+24 <<post+20 @unit_before+25 @box_before+39
~USPSBoxType+56 |
PlaceName digits_1-34 digits_3-29 ordinal-37 number_word-34 direction_word+36 occupancy-28 lone_unit-36
place_opener+81 place_closer+40 initial+46 plain+53 large_city+65 <digits_2-9 <digit_first+17
<number_sign-41 <weak_suffix+20 <small_word-19 >state+38 >building-28 >place_closer+49 >large_city-39
<<ordinal_word+31 <<number_sign+29 <<weak_suffix+22 <<lone_unit+23 <<small_word-16 >>digits_5+40 >>zip9+34
>>state+40 >>state_word+22 >>repeated-32 >>large_city-46 @second-20 @tail_1+13 @tail_2+8 @tail_3+19
@suffix_before+20 @suffix_ahead-16 @suffix_later-30 @box_later-10 @breaks_0-70 @no_break_later-9
@stretch_suffix_ahead-27 @only_stretch+69 ~AddressNumber-31 ~StreetNamePreDirectional-34
~StreetNamePreType-25 ~StreetName+17 ~StreetNamePostType+6 ~PlaceName+22 ~ZipCode-24 |
StateName digits_5-22 comma-15 state+53 state_word+59 <comma+16 <place_opener-28 <plain+7 <large_city+29
>digits_5+14 >zip9+20 >weak_suffix+20 >state-29 >state_word+9 >>digits_5+36 >>state-42 @tail+49
@stretch_begins+5 @stretch_ends-25 @stretch_suffix-11 ~PlaceName+55 ~StateName+32 |
ZipCode digits_5+56 zip9+30 state-30 state_word-27 <state+37 @last+24 @tail+30 ~StreetName-28 ~PlaceName+37
~StateName+44 |
ZipPlus4 |
CountryName country+53 @past_tail+49 |
Recipient digits_more-17 range+18 number_word-31 strong_suffix-26 subaddress+3 post-21 firm+56 care+66
plain+52 <strong_suffix-20 <subaddress-10 <firm+23 <care+66 <plain+20 >digits_more-17 >range+19
>strong_suffix-39 >state-18 >firm+43 >large_city+28 <<state+26 <<subaddress-16 <<firm+9 <<care+49
>>strong_suffix-31 >>state-27 >>firm+32 >>landmark-37 >>plain+10 >>large_city+16 @number_before-23
@first_number-27 @unit_before+25 @box_later+29 @stretch_number-18 ~StreetNamePostType-27 ~Recipient+66 |
NotAddress bracket+41 lone_unit+38 and_at+32 <<digits_4+33 >>highway+40 @number_later-3 |
)";

} // namespace

const LabelWeights& learnt_weights() {
    static const LabelWeights weights = read_weights(weight_rows);
    return weights;
}

} // namespace redline::leadpipe
