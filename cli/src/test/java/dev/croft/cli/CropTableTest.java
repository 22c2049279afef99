package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CropTableTest {
    @Test
    void numbersLookTheSameEverywhere() {
        CropTable table = new CropTable(List.of(new CropTable.Crop(1, 1234, 56_789.25)), 2 * 56_789.25);
        StringWriter printed = new StringWriter();
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try (PrintWriter out = new PrintWriter(printed)) {
            table.print(out);
        } finally {
            Locale.setDefault(before);
        }
        String line = printed.toString().lines().skip(1).findFirst().orElseThrow();
        assertEquals("Corn 1,234 56,789.3 50.0%", line.replaceAll(" +", " "));
    }
}
