using Dashboard.Changes.Imports;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Dashboard.Tests.Languages;

namespace Dashboard.Tests.Components.Dialogs;

public sealed class ImportWordsTests
{
    [Fact]
    public void Note_OfEveryKind_ReadsInEnglishAsByTheApi()
    {
        foreach (var kind in Enum.GetValues<ImportNoteKind>())
        {
            ImportNote note = new(kind, 9, 10);

            new ImportWords(Speaking.English, new Display()).Note(note).ShouldBe(note.Text);
            new ImportWords(Speaking.Chinese, new Display()).Note(note).ShouldNotBe(note.Text);
        }
    }
}
