/**
 * Archives and rasters as pictures, without a browser: {@link dev.croft.view.picture.TilePicture} fills fields by class as the page does,
 * {@link dev.croft.view.picture.RasterPicture} shows colours, or a band by its palette or in greys. Pictures are at most 1024 pixels wide and high, drawn by
 * Java2D, which needs no screen.
 */
package dev.croft.view.picture;
