package io.mobula.train.checkpoint;

/** What stands before each value. Their order is the format: new ones go to the end. */
enum Tag {
    NULL,
    STRING,
    BOOLEAN,
    BYTE,
    SHORT,
    CHAR,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    /** Class, constant's name. */
    ENUM,
    /** Class, count of components, then name and value of each. */
    RECORD,
    BOOLEANS,
    BYTES,
    SHORTS,
    CHARS,
    INTS,
    LONGS,
    FLOATS,
    DOUBLES,
    /** Component class, length, elements. */
    OBJECTS,
    LIST,
    SET,
    MAP,
    /** Nothing follows. */
    EMPTY,
    PRESENT,
    /** Length, Java serialization. */
    SERIALIZED
}
