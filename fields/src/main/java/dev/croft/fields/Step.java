package dev.croft.fields;

import java.util.Locale;

/** What is done for a year, in this order. */
public enum Step {
    /** Downloads the year's raster. */
    FETCH,
    /** Finds the majority of every field. */
    ZONAL,
    /** Makes the map tiles. */
    TILE,
    /** Looks into table and tiles before anybody gets them. */
    VALIDATE,
    /** Puts the tiles where the map reads them. */
    PUBLISH,
    /** Puts the year on the list of years. */
    MANIFEST,
    /** Removes what was downloaded and is needed no more. */
    CLEAN;

    /** As it is called in logs and records. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
