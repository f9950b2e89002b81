"""Invented pictures of a signature and of a seal, drawn here; they belong to nobody."""

import typst

DOTS = 300
SEAL = """
#set page(width: 36mm, height: 36mm, margin: 0pt, fill: none)
#set text(font: "Libertinus Serif", fill: rgb("#c8102e"), weight: "bold", size: 8pt)
#let red = rgb("#c8102e")
#place(center + horizon, circle(radius: 17.2mm, stroke: 1.6pt + red))
#place(center + horizon, circle(radius: 10.6mm, stroke: 0.8pt + red))
#let ring(words, from, to, up) = {
  let letters = words.clusters()
  for (place_no, one) in letters.enumerate() {
    let turn = from + (to - from) * place_no / (letters.len() - 1)
    let far = 13.9mm
    place(center + horizon, dx: far * calc.sin(turn), dy: -far * calc.cos(turn),
      rotate(if up { turn } else { turn - 180deg }, one))
  }
}
#ring(sys.inputs.above, -110deg, 110deg, true)
#ring("★ MINH HỌA ★".replace("★", "•"), 230deg, 130deg, false)
#place(center + horizon, block(width: 18mm, align(center, text(size: 7.5pt, sys.inputs.name))))
"""
SIGNATURE = """
#set page(width: 60mm, height: 24mm, margin: 0pt, fill: none)
#let ink = (paint: rgb("#1f3f8f"), thickness: 1.5pt, cap: "round", join: "round")
#place(top + left, curve(stroke: ink,
  curve.move((9mm, 17mm)),
  curve.cubic((13mm, 2mm), (18mm, 1mm), (16mm, 12mm)),
  curve.cubic((14mm, 24mm), (9mm, 22mm), (14mm, 14mm)),
  curve.cubic((20mm, 5mm), (25mm, 6mm), (24mm, 13mm)),
  curve.cubic((23mm, 19mm), (28mm, 16mm), (30mm, 11mm)),
  curve.cubic((33mm, 4mm), (35mm, 20mm), (38mm, 12mm)),
  curve.cubic((41mm, 5mm), (42mm, 18mm), (46mm, 12mm)),
  curve.cubic((50mm, 7mm), (53mm, 8mm), (55mm, 6mm)),
))
#place(top + left, curve(stroke: ink, curve.move((12mm, 20mm)), curve.cubic((25mm, 17mm), (40mm, 19mm), (52mm, 16mm))))
"""


def seal_of(name: str) -> bytes:
    """A seal with a name, as a PNG of its real size."""
    return drawn(SEAL, above="TỈNH ĐẮK LẮK", name=name.upper())


def drawn(source: str, **told: str) -> bytes:
    """A drawing as a PNG with transparent ground."""
    return typst.compile(source.encode(), format="png", ppi=DOTS, ignore_system_fonts=True, sys_inputs=told)
