package dev.croft.store.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTest {
    @ParameterizedTest
    @CsvSource({
        "s3://maps,             maps, tiles.json,      s3://maps",
        "s3://maps/,            maps, tiles.json,      s3://maps",
        "s3://maps/us/fields,   maps, us/fields/tiles.json, s3://maps/us/fields",
        "s3://maps/us/fields//, maps, us/fields/tiles.json, s3://maps/us/fields",
        "s3://My_old.maps/a b,  My_old.maps, a b/tiles.json, s3://My_old.maps/a b"
    })
    void bucketAndPrefixAreTold(String text, String bucket, String key, String canonical) {
        S3Location location = S3Location.parse(text);
        assertEquals(bucket, location.bucket());
        assertEquals(key, location.inBucket("tiles.json"));
        assertEquals("tiles.json", location.inStore(key));
        assertEquals(canonical, location.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://", "s3:///fields", "s3://a", "s3://maps//fields", "s3://maps/../other", "S3://maps"})
    void whatIsNoBucketIsRefused(String text) {
        ConfigurationException failure = assertThrows(ConfigurationException.class, () -> S3Location.parse(text));
        assertTrue(failure.getMessage().contains(text) && failure.getMessage().contains("s3://bucket/prefix"));
    }

    @Test
    void capitalsInTheSchemeAreStillMeantAsABucket() {
        assertTrue(S3Location.isOne("S3://maps"));
    }
}
