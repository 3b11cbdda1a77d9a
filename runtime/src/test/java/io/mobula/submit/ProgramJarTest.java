package io.mobula.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramJarTest {
    private static final Map<String, String> PROGRAM = Map.of("App", "class App { static void main(String[] a) {} }");

    @TempDir
    private Path folder;

    @Test
    void theManifestsMainClassIsTheDefault() throws IOException {
        Path jar = Jars.compile(folder.resolve("app.jar"), Optional.of("App"), PROGRAM);
        ProgramJar program = ProgramJar.inspect(jar, List.of(), Optional.empty());
        assertEquals(new ProgramJar("App", List.of(jar.toRealPath())), program);
    }

    @Test
    void theClassMayBeInAnotherJar() throws IOException {
        Path app = Jars.compile(folder.resolve("app.jar"), Optional.empty(), PROGRAM);
        Path other = Jars.compile(folder.resolve("b.jar"), Optional.empty(), Map.of("B", "class B {}"));
        assertEquals(
                "App",
                ProgramJar.inspect(other, List.of(app), Optional.of("App")).mainClass());
    }

    @Test
    void mistakesAreToldWithTheirRemedy() throws IOException {
        Path jar = Jars.compile(folder.resolve("app.jar"), Optional.empty(), PROGRAM);
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        assertRefused(
                ErrorCode.JOB_FILE_INVALID, "there is no such file", folder.resolve("away.jar"), Optional.empty());
        assertRefused(ErrorCode.JOB_FILE_INVALID, "it is a folder", folder, Optional.empty());
        assertRefused(ErrorCode.JOB_FILE_INVALID, "it is no jar", text, Optional.empty());
        assertRefused(ErrorCode.JOB_MAIN_MISSING, "names no Main-Class. Give one with --main", jar, Optional.empty());
        assertRefused(
                ErrorCode.JOB_MAIN_MISSING, "class com.acme.Gone is not in it", jar, Optional.of("com.acme.Gone"));
    }

    private static void assertRefused(ErrorCode code, String text, Path jar, Optional<String> main) {
        var refusal = assertThrows(JobException.class, () -> ProgramJar.inspect(jar, List.of(), main));
        assertEquals(code, refusal.code());
        assertTrue(refusal.getMessage().contains(text), refusal.getMessage());
    }
}
