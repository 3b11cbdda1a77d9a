package io.mobula.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedCodeTest {
    @TempDir
    Path dir;

    private Path folder(String name) throws IOException {
        Path folder = Files.createDirectories(dir.resolve(name));
        Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(folder.resolve("META-INF/services/com.acme.Shape"), "com.acme.Square");
        Files.createDirectories(folder.resolve("com/acme"));
        Files.write(folder.resolve("com/acme/Square.class"), classFile(65));
        Files.write(folder.resolve("com/acme/Newest.class"), classFile(69));
        Files.writeString(folder.resolve("words.txt"), "hello");
        return folder;
    }

    private static byte[] classFile(int major) {
        return ByteBuffer.allocate(12)
                .putInt(0xCAFEBABE)
                .putShort((short) 0)
                .putShort((short) major)
                .array();
    }

    private static byte[] bytes(ShippedCode code, Manifest.Entry entry) throws IOException {
        var bytes = ByteBuffer.allocate((int) entry.sizeBytes());
        code.find(entry.sha256()).orElseThrow().read(0, bytes);
        return bytes.array();
    }

    @Test
    void packsEqualFoldersIntoEqualBytesWhateverTheirNamesAndTimes() throws IOException {
        Path one = folder("one");
        Path other = folder("other");
        Files.setLastModifiedTime(other.resolve("words.txt"), FileTime.fromMillis(1_000_000));
        Manifest.Entry first = ShippedCode.of(List.of(one)).manifest().entries().getFirst();
        Manifest.Entry second =
                ShippedCode.of(List.of(other)).manifest().entries().getFirst();
        assertEquals(first.sha256(), second.sha256());
        assertEquals("one/", first.name());
    }

    @Test
    void packsResourcesAndFoldersInSortedOrderAndLeavesHiddenFilesOut() throws IOException {
        Path folder = folder("one");
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve(".git/HEAD"), "x");
        Files.writeString(folder.resolve(".hidden"), "x");
        ShippedCode code = ShippedCode.of(List.of(folder));
        var names = new ArrayList<String>();
        try (var zip = new ZipInputStream(
                new ByteArrayInputStream(bytes(code, code.manifest().entries().getFirst())))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) names.add(entry.getName());
        }
        assertEquals(
                List.of(
                        "META-INF/",
                        "META-INF/services/",
                        "META-INF/services/com.acme.Shape",
                        "com/",
                        "com/acme/",
                        "com/acme/Newest.class",
                        "com/acme/Square.class",
                        "words.txt"),
                names);
    }

    @Test
    void seesAChangedFile() throws IOException {
        Path folder = folder("one");
        String before =
                ShippedCode.of(List.of(folder)).manifest().entries().getFirst().sha256();
        Files.writeString(folder.resolve("words.txt"), "hello, world");
        assertNotEquals(
                before,
                ShippedCode.of(List.of(folder)).manifest().entries().getFirst().sha256());
    }

    @Test
    void readsAnUnchangedFolderOnce() throws IOException {
        Path folder = folder("one");
        assertSame(FolderJar.of(folder), FolderJar.of(folder));
    }

    @Test
    void shipsJarsAsTheyAreAndEqualOnesOnce() throws IOException {
        Path jar = Sources.jar(folder("one"), dir.resolve("app.jar"), Map.of());
        Path same = Files.copy(jar, dir.resolve("same.jar"));
        ShippedCode code = ShippedCode.of(List.of(jar, same));
        assertEquals(1, code.manifest().entries().size());
        assertArrayEquals(
                Files.readAllBytes(jar), bytes(code, code.manifest().entries().getFirst()));
        assertTrue(code.find("0".repeat(64)).isEmpty());
    }

    @Test
    void namesTheNewestClassOfFoldersAndOfTheFirstJar() throws IOException {
        Path jar = Sources.jar(folder("jarred"), dir.resolve("app.jar"), Map.of("Main-Class", "com.acme.Newest"));
        for (Path entry : List.of(folder("one"), jar)) {
            ClassVersion newest = ShippedCode.of(List.of(entry)).newestClass();
            assertEquals(new ClassVersion("com/acme/Newest.class", 69, 0), newest);
            assertFalse(newest.runsOn(68));
            assertTrue(newest.runsOn(69));
            assertEquals("com.acme.Newest (class file version 69, Java 25)", newest.toString());
        }
    }
}
