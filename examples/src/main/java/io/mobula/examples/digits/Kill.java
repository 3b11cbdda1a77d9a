package io.mobula.examples.digits;

/** A node JVM that was ended by {@code kill -9}. */
record Kill(String node, long pid) {
    @Override
    public String toString() {
        return node + " (pid " + pid + ")";
    }
}
