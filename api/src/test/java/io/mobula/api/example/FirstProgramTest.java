package io.mobula.api.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FirstProgramTest {
    @Test
    void withoutARuntimeItSaysWhatToAdd() {
        var error = assertThrows(IllegalStateException.class, FirstProgram::run);

        assertEquals("No Mobula runtime on the class path. Add the dependency io.mobula:runtime", error.getMessage());
    }
}
