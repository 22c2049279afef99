package dev.croft.core.run;

/** What may happen to a file that already has the name of an output. An input is never replaced. */
public enum Overwrite {
    /** Only a file whose receipt says that Croft made it is replaced; anything else is somebody's data. */
    OWN_OUTPUTS,
    /** Any file is replaced: the user said {@code --overwrite}. */
    ANYTHING
}
