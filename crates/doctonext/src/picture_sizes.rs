//! The sizes in which a photograph is kept, and their addresses. Pure: the address of the largest one tells all others.

/// Widths in pixels; a photograph is never made larger than it came.
pub(crate) const WIDTHS: [u32; 3] = [320, 960, 1920];

/// The widths in which a photograph of this width is kept, the smallest first.
pub(crate) fn widths_of(width: u32) -> Vec<u32> {
    let largest = width.min(WIDTHS[2]);
    WIDTHS.into_iter().filter(|it| *it < largest).chain([largest]).collect()
}

/// The files of one photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sizes<'a> {
    /// Random name that they share.
    pub(crate) name: &'a str,
    /// The smallest first.
    pub(crate) widths: Vec<u32>,
}

/// File name of one size: `…-960.webp`.
pub(crate) fn file_name(name: &str, width: u32, extension: &str) -> String {
    format!("{name}-{width}.{extension}")
}

/// Name, width and extension of a file name; none when it is not one of ours.
pub(crate) fn read_file_name(file: &str) -> Option<(&str, u32, &str)> {
    let (stem, extension) = file.rsplit_once('.')?;
    let (name, width) = stem.rsplit_once('-')?;
    let is_name =
        name.len() == 32 && name.bytes().all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it));
    let is_width = !width.starts_with('0') && width.bytes().all(|it| it.is_ascii_digit());
    (is_name && is_width && matches!(extension, "jpg" | "webp"))
        .then(|| Some((name, width.parse().ok()?, extension)))
        .flatten()
}

impl<'a> Sizes<'a> {
    /// The sizes of the photograph at an address of `media`; none for a drawing.
    pub(crate) fn at(address: &'a str) -> Option<Self> {
        let (name, width, _) = read_file_name(address.strip_prefix("/medias/")?)?;
        Some(Self { name, widths: widths_of(width) })
    }

    /// What a `srcset` lists: `/medias/…-320.webp 320w, …`.
    pub(crate) fn srcset(&self, extension: &str) -> String {
        let one = |width: &u32| format!("/medias/{} {width}w", file_name(self.name, *width, extension));
        self.widths.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    /// Address of the smallest JPEG that is as wide as this, or the largest there is.
    pub(crate) fn at_least(&self, width: u32) -> String {
        let found =
            self.widths.iter().copied().find(|it| *it >= width).or_else(|| self.widths.last().copied());
        format!("/medias/{}", file_name(self.name, found.unwrap_or(WIDTHS[0]), "jpg"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "00112233445566778899aabbccddeeff";

    #[test]
    fn a_photograph_is_never_made_larger_than_it_came() {
        assert_eq!(widths_of(4000), [320, 960, 1920]);
        assert_eq!(widths_of(1920), [320, 960, 1920]);
        assert_eq!(widths_of(1200), [320, 960, 1200]);
        assert_eq!(widths_of(320), [320]);
        assert_eq!(widths_of(17), [17]);
    }

    #[test]
    fn the_address_of_the_largest_tells_all_others() {
        let address = format!("/medias/{NAME}-1200.jpg");
        let sizes = Sizes::at(&address).unwrap();

        assert_eq!(
            sizes.srcset("webp"),
            format!(
                "/medias/{NAME}-320.webp 320w, /medias/{NAME}-960.webp 960w, /medias/{NAME}-1200.webp 1200w"
            )
        );
        assert_eq!(sizes.at_least(400), format!("/medias/{NAME}-960.jpg"));
        assert_eq!(sizes.at_least(5000), format!("/medias/{NAME}-1200.jpg"));
        assert_eq!(Sizes::at("/illustrations/transfer-doctor.svg"), None);
    }

    #[test]
    fn only_names_of_ours_are_read() {
        assert_eq!(read_file_name(&format!("{NAME}-960.webp")), Some((NAME, 960, "webp")));
        for foreign in [
            "a-960.jpg",
            "../etc/passwd",
            &format!("{NAME}-0960.jpg"),
            &format!("{NAME}-960.svg"),
            &format!("{NAME}-.jpg"),
        ] {
            assert_eq!(read_file_name(foreign), None, "{foreign}");
        }
    }
}
