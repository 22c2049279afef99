import assert from "node:assert/strict";
import { test } from "node:test";
import { hectares, mercatorX, mercatorY, tileRectangle, type Rectangle } from "../src/area.js";

const WORLD: Rectangle = { west: 0, north: 0, east: 1, south: 1 };

function square(west: number, south: number, side: number): number[][] {
  return [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]];
}

function near(actual: number, expected: number, tolerance = 1e-5): void {
  assert.ok(Math.abs(actual - expected) <= tolerance * Math.abs(expected), `${actual} is not ${expected}`);
}

for (const latitude of [-60, 0, 38.5, 71]) {
  test(`a hundredth of a degree at ${latitude} has its area on the ellipsoid`, () => {
    near(hectares([square(-98.6, latitude, 0.01)], WORLD), authalic(latitude, 0.01));
  });
}

for (const [south, side] of [[60, 10], [0, 80], [-80, 5]] as const) {
  test(`${side} degrees from ${south} on have their area on the ellipsoid, too`, () => {
    near(hectares([square(-98.6, south, side)], WORLD), authalic(south, side), 1e-9);
  });
}

test("a triangle over many degrees has the area of its parts", () => {
  const whole = hectares([[[0, 60], [10, 60], [5, 70], [0, 60]]], WORLD);
  let sum = 0;
  for (let x = 0; x < 512; x++) {
    for (let y = 0; y < 512; y++) {
      const tile = tileRectangle(9, x, y);
      if (tile.east > mercatorX(0) && tile.west < mercatorX(10) && tile.south > mercatorY(70) && tile.north < mercatorY(60)) {
        sum += hectares([[[0, 60], [10, 60], [5, 70], [0, 60]]], tile);
      }
    }
  }
  near(sum, whole, 1e-7);
});

/** Hectares on WGS 84 of a cell of a grid of degrees, by the authalic latitude (Snyder, Map Projections, 1987, equation 3-12). */
function authalic(south: number, side: number): number {
  const e2 = (2 - 1 / 298.257223563) / 298.257223563;
  const e = Math.sqrt(e2);
  const b2 = 6378137 ** 2 * (1 - e2);
  const q = (latitude: number): number => {
    const s = Math.sin((latitude * Math.PI) / 180);
    return s / (1 - e2 * s * s) + Math.log((1 + e * s) / (1 - e * s)) / (2 * e);
  };
  return ((b2 / 2) * (q(south + side) - q(south)) * ((side * Math.PI) / 180)) / 10_000;
}

test("holes are taken out", () => {
  const whole = hectares([square(10, 50, 0.02)], WORLD);
  const withHole = hectares([square(10, 50, 0.02), square(10.005, 50.005, 0.01).reverse()], WORLD);
  near(withHole / whole, 0.75, 1e-3);
});

test("what lies outside the rectangle does not count", () => {
  const view = { west: mercatorX(10.01), east: mercatorX(11), north: mercatorY(51), south: mercatorY(49) };
  near(hectares([square(10, 50, 0.02)], view) / hectares([square(10, 50, 0.02)], WORLD), 0.5, 1e-6);
  assert.equal(hectares([square(20, 50, 0.02)], view), 0);
});

test("the parts of a shape in neighbouring tiles add up to it", () => {
  const ring = [[10, 50], [10.3, 50.05], [10.25, 50.2], [10.12, 50.07], [10.02, 50.2], [10, 50]];
  let sum = 0;
  for (let x = 1024; x < 1152; x++) {
    for (let y = 640; y < 704; y++) {
      sum += hectares([ring], tileRectangle(11, x, y));
    }
  }
  near(sum, hectares([ring], WORLD), 1e-4);
});
