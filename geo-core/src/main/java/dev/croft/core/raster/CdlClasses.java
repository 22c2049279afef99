package dev.croft.core.raster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names and colours of the classes of the Cropland Data Layer, as its owner, the National Agricultural Statistics Service
 * of the United States Department of Agriculture, publishes them. Immutable.
 */
public final class CdlClasses {
    /** The value of cells outside the country. */
    public static final int BACKGROUND = 0;

    private static final int CODE_COUNT = 256;
    private static final int OPAQUE = 0xff000000;
    private static final int HEXADECIMAL = 16;

    private static final List<CdlClass> ALL = """
              1 ffd300 Corn
              2 ff2525 Cotton
              3 00a8e2 Rice
              4 ff9e09 Sorghum
              5 256f00 Soybeans
              6 ffff00 Sunflower
             10 6fa600 Peanuts
             11 00af49 Tobacco
             12 dea609 Sweet Corn
             13 dea609 Pop or Orn Corn
             14 7cd3ff Mint
             21 e2007c Barley
             22 896053 Durum Wheat
             23 d9b56b Spring Wheat
             24 a66f00 Winter Wheat
             25 d59ebc Other Small Grains
             26 6f6f00 Dbl Crop WinWht/Soybeans
             27 ab007c Rye
             28 a05889 Oats
             29 6f0049 Millet
             30 d59ebc Speltz
             31 d1ff00 Canola
             32 7c99ff Flaxseed
             33 d5d500 Safflower
             34 d1ff00 Rape Seed
             35 00af49 Mustard
             36 ffa6e2 Alfalfa
             37 a6f18b Other Hay/Non Alfalfa
             38 00af49 Camelina
             39 d59ebc Buckwheat
             41 a800e2 Sugarbeets
             42 a60000 Dry Beans
             43 6f2500 Potatoes
             44 00af49 Other Crops
             45 af7cff Sugarcane
             46 6f2500 Sweet Potatoes
             47 ff6666 Misc Vegs & Fruits
             48 ff6666 Watermelons
             49 ffcc66 Onions
             50 ff6666 Cucumbers
             51 00af49 Chick Peas
             52 00deaf Lentils
             53 53ff00 Peas
             54 f1a278 Tomatoes
             55 ff6666 Caneberries
             56 00af49 Hops
             57 7cd3ff Herbs
             58 e8beff Clover/Wildflowers
             59 afffde Sod/Grass Seed
             60 00af49 Switchgrass
             61 bebe78 Fallow/Idle Cropland
             63 93cc93 Forest
             64 c6d59e Shrubland
             65 ccbea2 Barren
             66 ff00ff Cherries
             67 ff8fab Peaches
             68 b9004f Apples
             69 6f4589 Grapes
             70 007878 Christmas Trees
             71 af996f Other Tree Crops
             72 ffff7c Citrus
             74 b56f5c Pecans
             75 00a682 Almonds
             76 e8d5af Walnuts
             77 af996f Pears
             81 f1f1f1 Clouds/No Data
             82 999999 Developed
             83 496fa2 Water
             87 7cafaf Wetlands
             88 e8ffbe Nonag/Undefined
             92 00ffff Aquaculture
            111 496fa2 Open Water
            112 d3e2f9 Perennial Ice/Snow
            121 999999 Developed/Open Space
            122 999999 Developed/Low Intensity
            123 999999 Developed/Med Intensity
            124 999999 Developed/High Intensity
            131 ccbea2 Barren
            141 93cc93 Deciduous Forest
            142 93cc93 Evergreen Forest
            143 93cc93 Mixed Forest
            152 c6d59e Shrubland
            176 e8ffbe Grassland/Pasture
            190 7cafaf Woody Wetlands
            195 7cafaf Herbaceous Wetlands
            204 00ff8b Pistachios
            205 d59ebc Triticale
            206 ff6666 Carrots
            207 ff6666 Asparagus
            208 ff6666 Garlic
            209 ff6666 Cantaloupes
            210 ff8fab Prunes
            211 334933 Olives
            212 e26f25 Oranges
            213 ff6666 Honeydew Melons
            214 ff6666 Broccoli
            215 66994d Avocados
            216 ff6666 Peppers
            217 af996f Pomegranates
            218 ff8fab Nectarines
            219 ff6666 Greens
            220 ff8fab Plums
            221 ff6666 Strawberries
            222 ff6666 Squash
            223 ff8fab Apricots
            224 00af49 Vetch
            225 ffd300 Dbl Crop WinWht/Corn
            226 ffd300 Dbl Crop Oats/Corn
            227 ff6666 Lettuce
            228 ffd300 Dbl Crop Triticale/Corn
            229 ff6666 Pumpkins
            230 896053 Dbl Crop Lettuce/Durum Wht
            231 ff6666 Dbl Crop Lettuce/Cantaloupe
            232 ff2525 Dbl Crop Lettuce/Cotton
            233 e2007c Dbl Crop Lettuce/Barley
            234 ff9e09 Dbl Crop Durum Wht/Sorghum
            235 ff9e09 Dbl Crop Barley/Sorghum
            236 a66f00 Dbl Crop WinWht/Sorghum
            237 ffd300 Dbl Crop Barley/Corn
            238 a66f00 Dbl Crop WinWht/Cotton
            239 256f00 Dbl Crop Soybeans/Cotton
            240 256f00 Dbl Crop Soybeans/Oats
            241 ffd300 Dbl Crop Corn/Soybeans
            242 000099 Blueberries
            243 ff6666 Cabbage
            244 ff6666 Cauliflower
            245 ff6666 Celery
            246 ff6666 Radishes
            247 ff6666 Turnips
            248 ff6666 Eggplants
            249 ff6666 Gourds
            250 ff6666 Cranberries
            254 256f00 Dbl Crop Barley/Soybeans
            """.lines().map(CdlClasses::parse).toList();

    private CdlClasses() {}

    /**
     * One class.
     *
     * @param code value of its cells, 1 to 254
     * @param name English name as published
     * @param argb colour as 0xAARRGGBB, opaque
     */
    public record CdlClass(int code, String name, int argb) {}

    /** All classes by rising code, the background left out. */
    public static List<CdlClass> all() {
        return ALL;
    }

    /** The class of a value; empty for the background and for values that have no class. */
    public static Optional<CdlClass> of(int code) {
        return ALL.stream().filter(one -> one.code() == code).findFirst();
    }

    /** Colours of values 0 to 255 as 0xAARRGGBB: opaque black where there is no class. */
    public static List<Integer> palette() {
        List<Integer> palette = new ArrayList<>();
        for (int code = 0; code < CODE_COUNT; code++) {
            palette.add(of(code).map(CdlClass::argb).orElse(OPAQUE));
        }
        return List.copyOf(palette);
    }

    private static CdlClass parse(String line) {
        String[] words = line.strip().split(" ", 3);
        int argb = OPAQUE | Integer.parseInt(words[1], HEXADECIMAL);
        return new CdlClass(Integer.parseInt(words[0]), words[2], argb);
    }
}
