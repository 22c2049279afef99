package dev.croft.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectHeadersTest {
    @ParameterizedTest
    @CsvSource({
        "fields_us_2021_full.pmtiles, application/vnd.pmtiles",
        "A.PMTILES, application/vnd.pmtiles",
        "web/us_full_years.json, application/json",
        "zonal.parquet, application/vnd.apache.parquet",
        "README, application/octet-stream"
    })
    void typeIsToldFromTheName(String name, String type) {
        assertEquals(new ObjectHeaders(type, "no-cache"), ObjectHeaders.of(name));
    }
}
