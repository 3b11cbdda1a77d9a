package io.mobula.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Mobula;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathScanTest {
    @TempDir
    Path temp;

    Path dir;

    @BeforeEach
    void realFolder() throws IOException {
        dir = temp.toRealPath();
    }

    private static List<Path> scan(Object... elements) {
        String classPath = Stream.of(elements).map(Object::toString).collect(Collectors.joining(File.pathSeparator));
        return ClassPathScan.scan(classPath, "", Path.of(System.getProperty("java.home")));
    }

    private Path folderWith(String... files) throws IOException {
        Path folder = Files.createTempDirectory(dir, "entry");
        for (String file : files) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), file);
        }
        return folder;
    }

    @Test
    void keepsTheOrderAndPassesOverDoublesAndWhatDoesNotExist() throws IOException {
        Path b = folderWith("b/B.class");
        Path a = Sources.jar(folderWith("a/A.class"), dir.resolve("a.jar"), Map.of());
        assertEquals(List.of(b, a), scan(b, dir.resolve("missing.jar"), a, b, ""));
    }

    @Test
    void followsTheClassPathOfManifestsAlsoTwoDeep() throws IOException {
        Path deep = Sources.jar(folderWith("c/C.class"), dir.resolve("c d.jar"), Map.of());
        Path middle = Sources.jar(
                folderWith("b/B.class"),
                dir.resolve("b.jar"),
                Map.of("Class-Path", "c%20d.jar nowhere.jar http://example.invalid/x.jar"));
        Path first = Sources.jar(
                folderWith("a/A.class"),
                dir.resolve("a.jar"),
                Map.of("Class-Path", middle.toUri().toString()));
        assertEquals(List.of(first, middle, deep), scan(first));
    }

    @Test
    void leavesMobulaAndTheJdkAtHome() throws Exception {
        Path api = Path.of(
                Mobula.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path runtime = Path.of(Manifest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path apiJar = Sources.jar(api, dir.resolve("api.jar"), Map.of());
        Path jdk = Path.of(System.getProperty("java.home"), "lib");
        assertEquals(List.of(), scan(api, runtime, apiJar, jdk));
    }

    @Test
    void shipsAProgramThatIsPackedTogetherWithMobula() throws IOException {
        Path fat = folderWith("io/mobula/api/Mobula.class", "io/mobula/code/Manifest.class", "com/acme/Main.class");
        Path fatJar = Sources.jar(fat, dir.resolve("fat.jar"), Map.of());
        assertEquals(List.of(fat, fatJar), scan(fat, fatJar));
    }

    @Test
    void shipsTestClassesInMobulasOwnPackages() throws Exception {
        Path tests = Path.of(
                getClass().getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Path> shipped = ClassPathScan.ofThisJvm();
        assertTrue(shipped.contains(tests.toRealPath()), shipped.toString());
        assertFalse(shipped.stream().anyMatch(entry -> Files.exists(entry.resolve("io/mobula/code/Manifest.class"))));
    }

    @Test
    void takesModulesApart() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("mods"));
        Path exploded = Files.createDirectories(folder.resolve("exploded"));
        Files.writeString(exploded.resolve("module-info.class"), "");
        Path jar = Sources.jar(folderWith("a/A.class"), folder.resolve("a.jar"), Map.of());
        Files.createDirectory(folder.resolve("nothing"));
        assertEquals(
                List.of(jar, exploded),
                ClassPathScan.scan("", folder.toString(), Path.of(System.getProperty("java.home"))));
    }
}
