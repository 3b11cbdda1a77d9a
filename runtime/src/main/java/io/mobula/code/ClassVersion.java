package io.mobula.code;

/**
 * The version in a class file's head.
 *
 * @param name of the class file within its entry, for messages
 * @param major 0 if there is none
 * @param minor 65535 marks preview features, which run on exactly this major
 */
public record ClassVersion(String name, int major, int minor) {
    public static final ClassVersion NONE = new ClassVersion("no class", 0, 0);

    /** Bytes that {@link #of} looks at. */
    static final int HEAD_BYTES = 8;

    private static final int MAGIC = 0xCAFEBABE;
    private static final int JAVA_1_MAJOR = 44;

    /** Of the JVM that runs this. */
    public static int highestOfThisJvm() {
        return java.lang.reflect.ClassFileFormatVersion.latest().major();
    }

    /** What is no class file counts as {@link #NONE}: it is for the loader to refuse it, and only if it is used. */
    static ClassVersion of(String name, byte[] file) {
        if (file.length < HEAD_BYTES || ((number(file, 0) << 16) | number(file, 2)) != MAGIC) return NONE;
        return new ClassVersion(name, number(file, 6), number(file, 4));
    }

    private static int number(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    ClassVersion orNewer(ClassVersion other) {
        return other.major > major ? other : this;
    }

    public boolean runsOn(int highestMajor) {
        return major <= highestMajor;
    }

    /** {@code com.acme.Task (class file version 70, Java 26)}. */
    @Override
    public String toString() {
        String dotted =
                name.endsWith(".class") ? name.substring(0, name.length() - 6).replace('/', '.') : name;
        return dotted + " (class file version " + major + ", Java " + (major - JAVA_1_MAJOR) + ")";
    }
}
