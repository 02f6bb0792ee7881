#!/bin/sh
# Sign, notarise and staple dist/Commission.app.
#   IDENTITY="Developer ID Application: …" PROFILE=notary packaging/macos/sign.sh
# PROFILE names credentials kept beforehand with `xcrun notarytool store-credentials`.
set -eu
cd "$(dirname "$0")/../.."
app=dist/Commission.app
entitlements=packaging/macos/entitlements.plist

# From the inside out: what is signed later seals what was signed before.
find "$app/Contents" -type f \( -name '*.so' -o -name '*.dylib' \) -exec \
    codesign --force --timestamp --options runtime --sign "$IDENTITY" {} +
codesign --force --timestamp --options runtime --entitlements "$entitlements" --sign "$IDENTITY" "$app"
codesign --verify --deep --strict "$app"

ditto -c -k --keepParent "$app" dist/Commission.zip
xcrun notarytool submit dist/Commission.zip --keychain-profile "$PROFILE" --wait
xcrun stapler staple "$app"
spctl --assess --type execute "$app"
