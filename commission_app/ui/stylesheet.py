"""The one style sheet, written from the tokens: what Qt paints itself (buttons, fields, menus, bars)."""

from string import Template

from commission_app.ui import theme

# `$token` is a color of the theme, `${px_N}` a length that follows the text size.
SOURCE = Template("""
* { outline: 0; }
QMainWindow, QDialog { background: $app; }
QToolTip { background: $toast; color: $toast_text; border: 0; padding: 4px 8px; }

QPushButton {
    font-size: ${px_13}px; font-weight: 500; min-height: ${px_30}px; padding: 0 12px;
    border: 1px solid $line_soft; border-radius: 6px; background: $surface; color: $title;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:disabled { color: $disabled; background: $sunken; border-color: $line; }
QPushButton[kind="primary"] {
    background: $accent; border-color: $accent; color: $on_accent; font-weight: 600;
}
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="primary"]:disabled { background: $track; border-color: $track; color: $disabled; }
QPushButton[kind="quiet"] {
    background: transparent; border-color: transparent; color: $text; padding: 0 8px;
}
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:checked { background: $accent_soft; color: $accent; }
QPushButton[kind="quiet"]:disabled, QPushButton[kind="link"]:disabled { color: $disabled; }
QPushButton[kind="link"] {
    background: transparent; border-color: transparent; color: $accent; padding: 0 2px; text-align: left;
}
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="danger"] { color: $error; }
QPushButton[kind="danger"]:disabled { color: $disabled; }
QPushButton[tint="warning"] { color: $warning; }
QPushButton[kind="toast"] {
    background: transparent; border-color: transparent; color: $toast_action; padding: 0 6px;
}
QPushButton[tier="small"] { font-size: ${px_12}px; min-height: ${px_24}px; padding: 0 8px; }
QPushButton[kind="link"][tier="small"] { padding: 0 2px; }
QPushButton[tier="large"] { font-size: ${px_14}px; min-height: ${px_38}px; padding: 0 18px; }
QPushButton[shape="square"] {
    padding: 0; min-width: ${px_28}px; max-width: ${px_28}px; min-height: ${px_28}px; max-height: ${px_28}px;
}
QPushButton::menu-indicator { width: 0; }

QAbstractScrollArea { border: 0; }
QLineEdit, QPlainTextEdit, QTextEdit {
    font-size: ${px_13}px; color: $title; background: $surface;
    border: 1px solid $line_field; border-radius: 6px;
    selection-background-color: $accent_light; selection-color: $title; placeholder-text-color: $mention;
}
QLineEdit { min-height: ${px_30}px; padding: 0 9px; }
QListWidget[framed="true"], QTreeWidget[framed="true"] {
    border: 1px solid $line_field; border-radius: 6px; padding: 3px;
}
QListWidget[framed="true"]::item { padding: 4px 6px; border-radius: 4px; }
QListWidget[framed="true"]::item:selected { background: $selected; color: $accent; }
QLineEdit[tier="large"] { font-size: ${px_14}px; min-height: ${px_38}px; padding: 0 12px; }
QPlainTextEdit, QTextEdit { padding: 4px 5px; }
QTextBrowser { border: 0; border-radius: 0; padding: 0; }
QTreeWidget[framed="true"]::item { padding: 3px 2px; }
QTreeWidget[framed="true"]::indicator {
    width: ${px_16}px; height: ${px_16}px; border: 0; background: transparent; image: none;
}
QListWidget[titles="true"] { background: $sunken; padding: 8px 0; }
QListWidget[titles="true"]::item { padding: 7px 16px; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"] { border: 2px solid $error; }
QLineEdit:disabled, QLineEdit[readOnly="true"], QPlainTextEdit:disabled, QPlainTextEdit[readOnly="true"] {
    background: $sunken; border-color: $line_soft; color: $text;
}

QCheckBox, QRadioButton { font-size: ${px_13}px; color: $text; spacing: 8px; }
QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $accent_middle; }

QScrollArea { background: transparent; }
QScrollArea > QWidget > QWidget#body { background: transparent; }
QAbstractItemView {
    background: $surface; border: 0; selection-background-color: $selected; selection-color: $title;
}
QScrollBar:vertical { background: transparent; width: 11px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 2px; }
QScrollBar::handle { background: $scroll; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 0 1px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 1px 0; }
QScrollBar::handle:hover { background: $mention; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenuBar { background: $surface; color: $text; font-size: ${px_13}px; }
QMenuBar::item { padding: 4px 10px; background: transparent; }
QMenuBar::item:selected { background: $hover; color: $title; }
QMenu {
    background: $raised; color: $text; border: 1px solid $line_soft; border-radius: 8px; padding: 6px;
    font-size: ${px_13}px;
}
QMenu::item { padding: 6px 28px 6px 10px; border-radius: 4px; }
QMenu::item:selected { background: $selected; color: $title; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
""")


def text() -> str:
    """Return the style sheet of the theme and text size in use."""
    lengths = {f"px_{pixels}": str(theme.scaled(pixels)) for pixels in (12, 13, 14, 16, 24, 28, 30, 38)}
    colors = {str(token): shade for token, shade in theme.current().colors.items()}
    return SOURCE.substitute({**lengths, **colors})
