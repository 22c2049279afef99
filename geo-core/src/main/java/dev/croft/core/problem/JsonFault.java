package dev.croft.core.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** What is wrong with a text that should be JSON, and where, without the words that parsers have for programmers. */
public final class JsonFault {
    private JsonFault() {}

    /** A clause such as {@code line 3, column 7: Unexpected end-of-input}. */
    public static String text(JsonProcessingException failure) {
        String fault = failure.getOriginalMessage().replaceAll("\\s*\\(start marker at \\[Source:.*]\\)", "");
        JsonLocation place = failure.getLocation();
        return place == null ? fault : "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": " + fault;
    }
}
