#include "place_rows.hpp"

#include <array>

namespace redline::traffic {

namespace {

constexpr std::array state_rows = std::to_array<StateRow>({
    {"AK", "Alaska", "907", "99566 Chitina; 99675 Takotna; 99777 Tanana"},
    {"AL", "Alabama", "205 251 256 334",
     "35078 Harpersville; 35249 Birmingham; 35579 Oakman; 35812 Huntsville; 36067 Prattville; 36321 Cowarts; "
     "36556 Malcolm; 36785 Tyler"},
    {"AR", "Arkansas", "479 501 870",
     "71731 El Dorado; 71972 Vandervoort; 72118 North Little Rock; 72338 Frenchmans Bayou; 72473 Tuckerman; "
     "72659 Norfork; 72854 Ozone"},
    {"AZ", "Arizona", "480 520 602 623 928",
     "85062 Phoenix; 85281 Tempe; 85542 Peridot; 85744 Tucson; 86342 Lake Montezuma"},
    {"CA", "California",
     "209 213 310 323 408 415 510 530 559 619 626 650 661 707 714 760 805 818 831 858 909 916 925 949",
     "90052 Los Angeles; 90309 Inglewood; 90833 Long Beach; 91331 Pacoima; 91710 Chino; 92004 Borrego "
     "Springs; 92147 San Diego; 92309 Baker; 92532 Lake Elsinore; 92704 Santa Ana; 93043 Port Hueneme Cbc "
     "Base; 93291 Visalia; 93541 Lee Vining; 93714 Fresno; 94044 Pacifica; 94273 Sacramento; 94573 "
     "Rutherford; 94949 Novato; 95123 San Jose; 95315 Delhi; 95444 Graton; 95612 Clarksburg; 95758 Elk "
     "Grove; 95968 Palermo; 96103 Blairsden Graeagle"},
    {"CO", "Colorado", "303 719 720 970",
     "80116 Franktown; 80314 Boulder; 80602 Brighton; 80904 Colorado Springs; 81091 Weston; 81435 Telluride"},
    {"CT", "Connecticut", "203 860",
     "06074 South Windsor; 06268 Storrs Mansfield; 06494 Wallingford; 06814 Danbury"},
    {"DC", "District of Columbia", "202", "20001 Washington"},
    {"DE", "Delaware", "302", "19720 New Castle; 19896 Wilmington; 19960 Lincoln"},
    {"FL", "Florida", "239 305 321 352 386 407 561 727 772 813 850 863 904 941 954",
     "32092 Saint Augustine; 32234 Jacksonville; 32434 Mossy Head; 32626 Chiefland; 32796 Titusville; 32963 "
     "Vero Beach; 33137 Miami; 33325 Fort Lauderdale; 33499 Boca Raton; 33675 Tampa; 33846 Highland City; "
     "34103 Naples; 34434 Dunnellon; 34753 Mascotte"},
    {"GA", "Georgia", "229 404 478 678 706 770 912",
     "30061 Marietta; 30180 Villa Rica; 30337 Atlanta; 30519 Buford; 30701 Calhoun; 31032 Gray; 31309 "
     "Fleming; 31631 Fargo; 31833 West Point"},
    {"HI", "Hawaii", "808", "96727 Honokaa; 96777 Pahala; 96830 Honolulu"},
    {"IA", "Iowa", "319 515 563 641 712",
     "50063 Dallas Center; 50230 Radcliffe; 50426 Carpenter; 50575 Pomeroy; 50842 Cromwell; 51247 Rock "
     "Valley; 51570 Shelby; 52169 Wadena; 52359 West Chester; 52722 Bettendorf"},
    {"ID", "Idaho", "208", "83283 Thatcher; 83545 Peck; 83812 Clarkia"},
    {"IL", "Illinois", "217 309 312 618 630 708 773 815 847",
     "60068 Park Ridge; 60185 West Chicago; 60487 Tinley Park; 60639 Chicago; 60964 Saint Anne; 61240 Coal "
     "Valley; 61416 Bardolph; 61564 South Pekin; 61811 Alvin; 62024 East Alton; 62256 Maeystown; 62428 "
     "Greenup; 62618 Beardstown; 62820 Burnt Prairie; 62938 Golconda"},
    {"IN", "Indiana", "219 260 317 574 765 812",
     "46104 Arlington; 46266 Indianapolis; 46543 Millersburg; 46802 Fort Wayne; 46992 Wabash; 47236 Grammer; "
     "47441 Linton; 47660 Oakland City; 47926 Burnettsville"},
    {"KS", "Kansas", "316 620 785 913",
     "66073 Perry; 66503 Manhattan; 66760 Opolis; 67024 Cedar Vale; 67228 Wichita; 67520 Bison; 67752 "
     "Quinter"},
    {"KY", "Kentucky", "270 502 606 859",
     "40077 Westport; 40311 Carlisle; 40574 Lexington; 40977 Pineville; 41183 Worthington; 41601 Allen; "
     "42003 Paducah; 42256 Lewisburg; 42565 Windsor"},
    {"LA", "Louisiana", "225 318 337 504 985",
     "70082 Pointe A La Hache; 70380 Morgan City; 70552 Loreauville; 70748 Jackson; 71039 Heflin; 71242 "
     "Forest; 71423 Dry Prong"},
    {"MA", "Massachusetts", "413 508 617 781 978",
     "01073 Southampton; 01354 Gill; 01608 Worcester; 01915 Beverly; 02140 Cambridge; 02446 Brookline; 02672 "
     "West Hyannisport"},
    {"MD", "Maryland", "301 410 443",
     "20670 Patuxent River; 20813 Bethesda; 21044 Columbia; 21237 Rosedale; 21654 Oxford; 21821 Deal Island"},
    {"ME", "Maine", "207",
     "04048 Limerick; 04270 Oxford; 04476 Penobscot; 04676 Sedgwick; 04935 East Vassalboro"},
    {"MI", "Michigan", "231 248 269 313 517 586 616 734 810 906 989",
     "48070 Huntington Woods; 48195 Southgate; 48359 Lake Orion; 48603 Saginaw; 48765 Turner; 48918 Lansing; "
     "49103 Berrien Springs; 49330 Kent City; 49560 Grand Rapids; 49740 Harbor Springs; 49891 Trenary"},
    {"MN", "Minnesota", "218 320 507 612 651 763 952",
     "55065 Randolph; 55332 Fairfax; 55438 Minneapolis; 55735 Finlayson; 55951 Le Roy; 56085 Sleepy Eye; "
     "56231 Danvers; 56357 Oak Park; 56535 Erskine; 56681 Squaw Lake"},
    {"MO", "Missouri", "314 417 573 636 660 816",
     "63072 Robertsville; 63357 Marthasville; 63622 Belgrade; 63862 Lilbourn; 64083 Raymore; 64442 "
     "Eagleville; 64681 Sumner; 65032 Eugene; 65287 Wooldridge; 65611 Blue Eye; 65752 South Greenfield"},
    {"MS", "Mississippi", "228 601 662",
     "38672 Southaven; 38880 Wheeler; 39145 Pelahatchie; 39359 Sebastopol; 39643 Kokomo"},
    {"MT", "Montana", "406", "59064 Pompeys Pillar; 59339 Lindsay; 59623 Helena; 59848 Lonepine"},
    {"NC", "North Carolina", "252 336 704 828 910 919",
     "27110 Winston-Salem; 27355 Staley; 27565 Oxford; 27814 Blounts Creek; 27932 Edenton; 28093 Lincolnton; "
     "28255 Charlotte; 28382 Roseboro; 28526 Dover; 28653 Montezuma; 28758 Mountain Home"},
    {"ND", "North Dakota", "701", "58069 Stirum; 58339 Hansboro; 58521 Baldwin; 58752 Lignite"},
    {"NE", "Nebraska", "308 402",
     "68068 Washington; 68352 Fairbury; 68529 Lincoln; 68768 Pilger; 68936 Edison; 69161 Seneca"},
    {"NH", "New Hampshire", "603", "03110 Bedford; 03465 Troy; 03839 Rochester"},
    {"NJ", "New Jersey", "201 609 732 856 908 973",
     "07059 Warren; 07446 Ramsey; 07735 Keyport; 07962 Morristown; 08102 Camden; 08528 Kingston; 08829 High "
     "Bridge"},
    {"NM", "New Mexico", "505 575", "87064 Youngsville; 87518 Cebolla; 87941 Salem; 88301 Carrizozo"},
    {"NV", "Nevada", "702 775", "89043 Pioche; 89165 Las Vegas; 89511 Reno"},
    {"NY", "New York", "212 315 347 516 518 585 607 631 646 716 718 845 914 917",
     "10080 New York; 10305 Staten Island; 10603 White Plains; 11051 Port Washington; 11420 South Ozone "
     "Park; 11737 Farmingdale; 11977 Westhampton; 12148 Rexford; 12309 Schenectady; 12521 Craryville; 12771 "
     "Port Jervis; 12926 Constable; 13081 King Ferry; 13314 Brookfield; 13485 West Edmeston; 13697 Winthrop; "
     "14008 Appleton; 14202 Buffalo; 14504 Manchester; 14702 Jamestown; 14842 Himrod"},
    {"OH", "Ohio", "216 330 419 440 513 614 740 937",
     "43066 Radnor; 43236 Columbus; 43502 Archbold; 43728 Chesterhill; 43950 Saint Clairsville; 44114 "
     "Cleveland; 44304 Akron; 44608 Beach City; 44814 Berlin Heights; 45071 West Chester; 45255 Cincinnati; "
     "45404 Dayton; 45684 Stout; 45845 Fort Loramie"},
    {"OK", "Oklahoma", "405 580 918",
     "73058 Meridian; 73195 Oklahoma City; 73650 Hammon; 74010 Bristow; 74158 Tulsa; 74543 Finley; 74851 "
     "Mcloud"},
    {"OR", "Oregon", "503 541 971",
     "97055 Sandy; 97236 Portland; 97390 Tidewater; 97524 Eagle Point; 97838 Hermiston"},
    {"PA", "Pennsylvania", "215 412 570 610 717 724 814",
     "15065 Natrona Heights; 15255 Pittsburgh; 15433 East Millsboro; 15619 Bovard; 15754 Lucernemines; 16001 "
     "Butler; 16230 Hawthorn; 16438 Union City; 16694 Wood; 16933 Mansfield; 17097 Wiconisco; 17325 "
     "Gettysburg; 17601 Lancaster; 17877 Snydertown; 18068 Old Zionsville; 18357 Skytop; 18635 Nescopeck; "
     "18947 Pipersville; 19090 Willow Grove; 19335 Downingtown; 19506 Bernville"},
    {"RI", "Rhode Island", "401", "02823 Fiskeville; 02872 Prudence Island; 02907 Providence"},
    {"SC", "South Carolina", "803 843 864",
     "29101 Mc Bee; 29334 Duncan; 29503 Florence; 29647 Greenwood; 29842 Beech Island"},
    {"SD", "South Dakota", "605", "57055 Renner; 57314 Artesian; 57468 Pierpont; 57719 Box Elder"},
    {"TN", "Tennessee", "423 615 731 865 901 931",
     "37066 Gallatin; 37214 Nashville; 37379 Soddy Daisy; 37727 Del Rio; 37890 White Pine; 38106 Memphis; "
     "38314 Jackson; 38488 Taft"},
    {"TX", "Texas", "210 214 254 281 325 361 409 432 469 512 713 806 817 830 903 915 936 940 956 972 979",
     "75059 Irving; 75208 Dallas; 75410 Alba; 75574 Simms; 75798 Tyler; 76020 Azle; 76191 Fort Worth; 76446 "
     "Dublin; 76636 Covington; 76878 Santa Anna; 77068 Houston; 77301 Conroe; 77434 Eagle Lake; 77563 "
     "Hitchcock; 77862 Kurten; 78065 Poteet; 78248 San Antonio; 78418 Corpus Christi; 78627 Georgetown; "
     "78757 Austin; 79027 Dimmitt; 79250 Petersburg; 79530 Lawn; 79835 Canutillo; 88536 El Paso"},
    {"UT", "Utah", "435 801", "84061 Peoa; 84324 Mantua; 84723 Circleville"},
    {"VA", "Virginia", "276 434 540 571 703 757 804",
     "20164 Sterling; 22204 Arlington; 22535 Port Royal; 22811 Bergton; 23050 Dutton; 23227 Richmond; 23431 "
     "Smithfield; 23805 Petersburg; 24008 Roanoke; 24150 Ripplemead; 24370 Saltville; 24574 Monroe"},
    {"VT", "Vermont", "802", "05088 Wilder; 05481 Saint Albans Bay; 05820 Albany"},
    {"WA", "Washington", "206 253 360 425 509",
     "98059 Renton; 98236 Clinton; 98363 Port Angeles; 98539 Doty; 98672 White Salmon; 99017 Lamont; 99216 "
     "Spokane"},
    {"WI", "Wisconsin", "262 414 608 715 920",
     "53059 Neosho; 53201 Milwaukee; 53557 Lowell; 53919 Brandon; 54140 Little Chute; 54433 Gilman; 54565 "
     "Upson; 54757 New Auburn; 54927 Butte Des Morts"},
    {"WV", "West Virginia", "304",
     "24861 Maybeury; 25085 Gauley Bridge; 25313 Charleston; 25571 West Hamlin; 25836 Eccles; 26137 Big "
     "Springs; 26372 Horner; 26678 Mount Lookout"},
    {"WY", "Wyoming", "307", "82213 Glendo; 82604 Casper; 82938 Mc Kinnon"},
});

} // namespace

std::span<const StateRow> place_rows() { return state_rows; }

} // namespace redline::traffic
