package io.mobula.serve.infer;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Words what is wrong with a JSON text, and where. */
public final class JsonPlace {
    private JsonPlace() {}

    /** {@code Malformed JSON at line 3, column 7: Unexpected character …}. */
    public static String of(JacksonException malformed) {
        return "Malformed JSON" + at(malformed) + ": " + malformed.getOriginalMessage();
    }

    /** {@code " at line 3, column 7"}; empty if the place is not known. */
    public static String at(JacksonException malformed) {
        TokenStreamLocation place = malformed.getLocation();
        if (place == null || place.getLineNr() < 1) return "";
        return " at line " + place.getLineNr() + ", column " + place.getColumnNr();
    }
}
