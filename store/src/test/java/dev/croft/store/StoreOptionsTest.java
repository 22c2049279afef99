package dev.croft.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.croft.core.problem.ConfigurationException;
import dev.croft.store.StoreOptions.Patience;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreOptionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "minio.example.org:9000",
                "ftp://example.org",
                "http://",
                "https://me:hunter2@example.org",
                "https://example.org?key=hunter2",
                "not a url hunter2"
            })
    void endpointsThatAreNoneAreRefusedWithoutRepeatingThem(String url) {
        ConfigurationException failure = assertThrows(
                ConfigurationException.class, () -> StoreOptions.defaults().withEndpointUrl(url));
        assertTrue(failure.getMessage().contains(StoreOptions.ENDPOINT_URL_OPTION));
        assertFalse(failure.getMessage().contains("hunter2"), failure.getMessage());
    }

    @Test
    void choicesAreKept() {
        StoreOptions options = StoreOptions.defaults()
                .withEndpointUrl("http://127.0.0.1:9000")
                .withRegion("us-west-2")
                .withProfile("maps");
        assertEquals(URI.create("http://127.0.0.1:9000"), options.endpointUrl().orElseThrow());
        assertEquals(
                "us-west-2 maps",
                options.region().get() + " " + options.profile().get());
    }

    @Test
    void largeRequestsHaveMoreTime() {
        Patience patience = new Patience(1, Duration.ofSeconds(1), Duration.ofSeconds(30), 1000);
        assertEquals(Duration.ofSeconds(40), patience.attempt(10_000));
    }
}
