/**
 * A picture of cells and fields as PNG, drawn without AWT, which a headless machine may lack and which starts slowly.
 * Pixels are {@code column, row} from the top left; colours are 0xAARRGGBB. Begin with
 * {@link dev.croft.cli.picture.FieldPicture}.
 */
package dev.croft.cli.picture;
