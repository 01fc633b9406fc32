using System.Collections;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Writes any object as text: a scalar as it is, a list in brackets or with dashes, an object one member a line.</summary>
internal static class PlainText
{
    internal const int SpacesALevel = 2;

    internal static void Write(object value, FormatContext context)
    {
        var type = value.GetType();
        if (type.IsScalar() || type.IsEnum)
        {
            context.Writer.Write(value);
            return;
        }

        var members = type.Members();
        if (type.IsTuple())
        {
            WriteTuple(value, type.IsValueType ? members : members.Where(member => member.Name.StartsWith("Item")).ToArray(), context);
            return;
        }

        var isList = type.IsList();
        var onlyItems = isList && !type.ShowsPropertiesBesideItems();
        if (!onlyItems && members.Count == 0)
        {
            context.Writer.Write(value.ToString());
            return;
        }

        if (!onlyItems)
        {
            WriteMembers(value, members, context, lastLineBreak: isList);
        }

        if (isList)
        {
            if (!onlyItems)
            {
                StartProperty(context);
                context.Writer.Write("(values): ");
            }

            WriteItems(value, context);
        }
    }

    /// <summary>The items of a list, at most <see cref="Formatter.ListExpansionLimit"/>; anything else as its own text.</summary>
    internal static void WriteItems(object value, FormatContext context)
    {
        if (value is string || value is not IEnumerable list)
        {
            context.Writer.Write(value.ToString());
            return;
        }

        var itemType = value.GetType().ItemType() ?? typeof(object);
        var onOneLine = itemType.IsScalar() || !context.AllowRecursion;
        if (onOneLine)
        {
            context.Writer.Write("[ ");
        }
        else
        {
            value.GetType().WriteName(context.Writer, withoutNamespace: true);
            context.Writer.WriteLine();
        }

        var (items, remaining) = Shown.Of(list);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                context.Writer.Write(onOneLine ? ", " : Environment.NewLine);
            }

            context.IsStartingItem = true;
            if (!onOneLine && itemType == typeof(object))
            {
                Indent(context, "  - ");
            }

            items[i].FormatTo(context, PlainTextFormatter.MimeType);
            context.IsStartingItem = false;
        }

        if (remaining != 0)
        {
            context.Writer.Write(remaining is null ? " ... (more)" : $" ... ({remaining} more)");
        }

        context.Writer.Write(onOneLine ? " ]" : "");
    }

    private static void WriteMembers(
        object value, IReadOnlyList<(string Name, Func<object, object> Get)> members, FormatContext context, bool lastLineBreak)
    {
        if (!context.IsStartingItem)
        {
            value.GetType().WriteName(context.Writer, withoutNamespace: true);
            context.Writer.WriteLine();
        }

        for (var i = 0; i < members.Count; i++)
        {
            StartProperty(context);
            context.Writer.Write(members[i].Name);
            context.Writer.Write(": ");
            members[i].Get(value).FormatTo(context, PlainTextFormatter.MimeType);
            if (lastLineBreak || i < members.Count - 1)
            {
                context.Writer.WriteLine();
            }
        }
    }

    private static void WriteTuple(object value, IReadOnlyList<(string Name, Func<object, object> Get)> members, FormatContext context)
    {
        var ofScalars = value.GetType().GenericTypeArguments.All(TypeShape.IsScalar);
        context.Writer.Write(ofScalars ? "( " : "");
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
            {
                context.Writer.Write(ofScalars ? ", " : Environment.NewLine);
            }

            if (!ofScalars)
            {
                context.IsStartingItem = true;
                StartProperty(context);
            }

            members[i].Get(value).FormatTo(context, PlainTextFormatter.MimeType);
        }

        context.Writer.Write(ofScalars ? " )" : "");
    }

    private static void StartProperty(FormatContext context)
    {
        Indent(context, context.IsStartingItem ? "  - " : "    ");
        context.IsStartingItem = false;
    }

    private static void Indent(FormatContext context, string then)
    {
        context.Writer.Write(new string(' ', context.Depth * SpacesALevel));
        context.Writer.Write(then);
    }
}
