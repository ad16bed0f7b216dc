# Made by Django 5.2.19 on 2026-11-21 23:04

import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import uuid
import wagtail.fields
import wagtail.models.media
import wagtail_credentials.conf
import wagtail_credentials.models.batches
import wagtail_credentials.models.elements
import wagtail_credentials.models.pages
from django.conf import settings
from django.db import migrations, models
from wagtail.images import get_image_model_string

# Trimmed by hand so that it runs unchanged on Wagtail 7.4 and 8.0: no search bases, no newer dependencies.
PAGE_MODEL = getattr(settings, 'WAGTAIL_PAGE_MODEL', 'wagtailcore.Page')


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(PAGE_MODEL),
        ('wagtailcore', '0094_alter_page_locale'),
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CredentialsPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=PAGE_MODEL)),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'credentials page',
                'verbose_name_plural': 'credentials pages',
            },
            bases=(wagtail_credentials.models.pages.CredentialsPageMixin, PAGE_MODEL),
        ),
        migrations.CreateModel(
            name='WorkerHeartbeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True)),
                ('seen_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='CredentialsSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(blank=True, help_text='Where credentials are published whose group names no page of its own.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=PAGE_MODEL, verbose_name='credentials page')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'credentials',
            },
        ),
        migrations.CreateModel(
            name='CredentialTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('slug', models.SlugField(blank=True, help_text='Names it on the command line and in files. Left empty, it is made from the title.', max_length=100, unique=True, verbose_name='slug')),
                ('kind', models.CharField(choices=[('certificate', 'Certificate'), ('badge', 'Badge')], default='certificate', max_length=20, verbose_name='kind')),
                ('description', models.TextField(blank=True, help_text='What is awarded, where a batch has no group.', verbose_name='description')),
                ('criteria', models.TextField(blank=True, help_text='What earns it, where a batch has no group.', verbose_name='criteria')),
                ('page_size', models.CharField(choices=[('a4', 'A4'), ('letter', 'Letter'), ('square', 'Square, 100 mm'), ('custom', 'Custom')], default='a4', max_length=10, verbose_name='page size')),
                ('orientation', models.CharField(choices=[('landscape', 'Landscape'), ('portrait', 'Portrait')], default='landscape', max_length=10, verbose_name='orientation')),
                ('page_width', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(10)], verbose_name='width (mm)')),
                ('page_height', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(10)], verbose_name='height (mm)')),
                ('background_colour', models.CharField(default='#ffffff', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$', 'Write a colour as # and six hexadecimal digits: #1b3a5c.')], verbose_name='background colour')),
                ('language', models.CharField(blank=True, help_text='Of dates and of the document: en, de, ar …', max_length=20, verbose_name='language')),
                ('elements', wagtail.fields.StreamField([('text', 16), ('image', 19), ('signature', 24), ('line', 29), ('qr_code', 30)], blank=True, block_lookup={0: ('wagtail.blocks.FloatBlock', (), {'default': 20, 'label': 'From the left (mm)'}), 1: ('wagtail.blocks.FloatBlock', (), {'default': 20, 'label': 'From the top (mm)'}), 2: ('wagtail.blocks.FloatBlock', (), {'default': 100, 'label': 'Width (mm)', 'max_value': 2000, 'min_value': 0.1}), 3: ('wagtail.blocks.FloatBlock', (), {'default': 10, 'label': 'Height (mm)', 'max_value': 2000, 'min_value': 0.1}), 4: ('wagtail.blocks.TextBlock', (), {'help_text': 'Placeholders such as [recipient.name] are filled for each recipient.', 'label': 'Text', 'max_length': 5000}), 5: ('wagtail.blocks.ChoiceBlock', [], {'choices': wagtail_credentials.models.elements.font_choices, 'label': 'Font'}), 6: ('wagtail.blocks.FloatBlock', (), {'default': 14, 'label': 'Size (pt)', 'max_value': 300, 'min_value': 4}), 7: ('wagtail.blocks.FloatBlock', (), {'help_text': 'Left empty, the text keeps its size and wraps.', 'label': 'Shrink to fit, down to (pt)', 'max_value': 300, 'min_value': 4, 'required': False}), 8: ('wagtail.blocks.BooleanBlock', (), {'label': 'Bold', 'required': False}), 9: ('wagtail.blocks.BooleanBlock', (), {'label': 'Italic', 'required': False}), 10: ('wagtail.blocks.BooleanBlock', (), {'label': 'Upper case', 'required': False}), 11: ('wagtail.blocks.FloatBlock', (), {'default': 0, 'label': 'Letter spacing (pt)', 'max_value': 50, 'min_value': -5}), 12: ('wagtail.blocks.FloatBlock', (), {'default': 1.2, 'label': 'Line height', 'max_value': 4, 'min_value': 0.5}), 13: ('wagtail_credentials.models.elements.ColourBlock', (), {'default': '#1f2933', 'label': 'Colour'}), 14: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('start', 'Start'), ('center', 'Centre'), ('end', 'End'), ('justify', 'Justified')], 'label': 'Alignment'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('top', 'Top'), ('middle', 'Middle'), ('bottom', 'Bottom')], 'label': 'Vertical alignment'}), 16: ('wagtail.blocks.StructBlock', [[('x', 0), ('y', 1), ('width', 2), ('height', 3), ('text', 4), ('font', 5), ('size', 6), ('minimum_size', 7), ('bold', 8), ('italic', 9), ('uppercase', 10), ('letter_spacing', 11), ('line_height', 12), ('colour', 13), ('align', 14), ('vertical_align', 15)]], {}), 17: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Image'}), 18: ('wagtail.blocks.CharBlock', (), {'help_text': 'What it means, if it means something.', 'label': 'Alternative text', 'required': False}), 19: ('wagtail.blocks.StructBlock', [[('x', 0), ('y', 1), ('width', 2), ('height', 3), ('image', 17), ('alternative_text', 18)]], {}), 20: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Image of the signature', 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Name'}), 22: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'required': False}), 23: ('wagtail.blocks.FloatBlock', (), {'default': 10, 'label': 'Size (pt)', 'max_value': 300, 'min_value': 4}), 24: ('wagtail.blocks.StructBlock', [[('x', 0), ('y', 1), ('width', 2), ('height', 3), ('image', 20), ('name', 21), ('role', 22), ('font', 5), ('size', 23), ('colour', 13)]], {}), 25: ('wagtail.blocks.FloatBlock', (), {'default': 0.3, 'label': 'Thickness (mm)', 'max_value': 50, 'min_value': 0.05}), 26: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Drawn round the box instead of along its top.', 'label': 'Frame', 'required': False}), 27: ('wagtail.blocks.FloatBlock', (), {'default': 0, 'label': 'Corner radius (mm)', 'max_value': 1000, 'min_value': 0}), 28: ('wagtail_credentials.models.elements.ColourBlock', (), {'label': 'Fill', 'required': False}), 29: ('wagtail.blocks.StructBlock', [[('x', 0), ('y', 1), ('width', 2), ('height', 3), ('colour', 13), ('thickness', 25), ('frame', 26), ('radius', 27), ('fill', 28)]], {}), 30: ('wagtail.blocks.StructBlock', [[('x', 0), ('y', 1), ('width', 2), ('height', 3), ('colour', 13)]], {})}, verbose_name='elements')),
                ('background', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=get_image_model_string(), verbose_name='background image')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
            ],
            options={
                'verbose_name': 'credential template',
                'verbose_name_plural': 'credential templates',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CredentialGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('slug', models.SlugField(blank=True, help_text='Names it on the command line and in files. Left empty, it is made from the title.', max_length=100, unique=True, verbose_name='slug')),
                ('description', models.TextField(blank=True, help_text='What it is, in a sentence or two.', verbose_name='description')),
                ('criteria', models.TextField(blank=True, help_text='What somebody has done to earn it.', verbose_name='criteria')),
                ('validity_amount', models.PositiveSmallIntegerField(blank=True, help_text='Left empty, its credentials do not expire.', null=True, verbose_name='valid for')),
                ('validity_unit', models.CharField(choices=[('days', 'days'), ('months', 'months'), ('years', 'years')], default='years', max_length=10, verbose_name='unit')),
                ('duplicate_rule', models.CharField(choices=[('refuse', 'Refuse a second one'), ('warn', 'Warn, and issue'), ('allow', 'Allow')], default='refuse', max_length=10, verbose_name='when the person already holds one')),
                ('four_eyes', models.BooleanField(default=False, help_text='Whoever confirmed a batch may not publish it.', verbose_name='four eyes')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='picture')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
                ('page', models.ForeignKey(blank=True, help_text="The page whose addresses its credentials get. Left empty, the site's credentials page.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=PAGE_MODEL, verbose_name='published under')),
                ('template', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='groups', to='wagtail_credentials.credentialtemplate', verbose_name='usual template')),
            ],
            options={
                'verbose_name': 'credential group',
                'verbose_name_plural': 'credential groups',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Only seen here, never by recipients.', max_length=255, verbose_name='batch name')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('checked', 'Checked'), ('rejected', 'Rejected'), ('generating', 'Generating'), ('in_review', 'Under review'), ('publishing', 'Publishing'), ('published', 'Published'), ('cancelled', 'Cancelled')], db_index=True, default='draft', max_length=20, verbose_name='status')),
                ('source', models.FileField(blank=True, max_length=255, storage=wagtail_credentials.conf.private_storage, upload_to=wagtail_credentials.models.batches.sheet_path, verbose_name='sheet')),
                ('source_name', models.CharField(blank=True, max_length=255, verbose_name='name of the sheet')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='expires on')),
                ('facts', models.JSONField(default=dict, editable=False)),
                ('report', models.JSONField(default=dict, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('template_revision', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.revision')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='wagtail_credentials.credentialgroup', verbose_name='group')),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='wagtail_credentials.credentialtemplate', verbose_name='template')),
            ],
            options={
                'verbose_name': 'batch',
                'verbose_name_plural': 'batches',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Issuer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('slug', models.SlugField(blank=True, help_text='Names it on the command line and in files. Left empty, it is made from the title.', max_length=100, unique=True, verbose_name='slug')),
                ('url', models.URLField(blank=True, verbose_name='web site')),
                ('email', models.EmailField(blank=True, help_text='Where recipients may ask. Public.', max_length=254, verbose_name='e-mail address')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
                ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='logo')),
            ],
            options={
                'verbose_name': 'issuer',
                'verbose_name_plural': 'issuers',
                'abstract': False,
                'unique_together': {('translation_key', 'locale')},
            },
        ),
        migrations.AddField(
            model_name='credentialtemplate',
            name='issuer',
            field=models.ForeignKey(blank=True, help_text='Who stands behind it, where a batch has no group.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='templates', to='wagtail_credentials.issuer', verbose_name='issuer'),
        ),
        migrations.AddField(
            model_name='credentialgroup',
            name='issuer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='wagtail_credentials.issuer', verbose_name='issuer'),
        ),
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='credential ID')),
                ('line', models.PositiveIntegerField(verbose_name='line')),
                ('status', models.CharField(choices=[('staged', 'Staged'), ('pending', 'Waiting'), ('rendering', 'Generating'), ('failed', 'Failed'), ('in_review', 'Under review'), ('returned', 'Returned'), ('publishing', 'Publishing'), ('published', 'Published'), ('revoked', 'Revoked'), ('suspended', 'Suspended'), ('cancelled', 'Cancelled')], default='staged', max_length=20, verbose_name='status')),
                ('recipient_name', models.CharField(max_length=255, verbose_name='name')),
                ('recipient_email', models.CharField(db_index=True, max_length=254, verbose_name='e-mail')),
                ('recipient_id', models.CharField(blank=True, max_length=100, verbose_name='recipient ID')),
                ('person_key', models.CharField(db_index=True, editable=False, max_length=64)),
                ('holder_key', models.CharField(editable=False, max_length=100, null=True, unique=True)),
                ('values', models.JSONField(blank=True, default=dict, verbose_name='values')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='expires on')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('pdf', models.FileField(blank=True, editable=False, max_length=255, storage=wagtail_credentials.conf.private_storage, upload_to='', verbose_name='document')),
                ('picture', models.FileField(blank=True, editable=False, max_length=255, storage=wagtail_credentials.conf.private_storage, upload_to='', verbose_name='picture')),
                ('pdf_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ('content_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('approved_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('token', models.UUIDField(editable=False, null=True)),
                ('lease_until', models.DateTimeField(editable=False, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('failure', models.TextField(blank=True, editable=False, verbose_name='what went wrong')),
                ('comment', models.TextField(blank=True, verbose_name="reviewer's comment")),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='revoked')),
                ('revocation_reason', models.TextField(blank=True, verbose_name='reason')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='wagtail_credentials.batch', verbose_name='batch')),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('template_revision', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.revision')),
            ],
            options={
                'verbose_name': 'credential',
                'verbose_name_plural': 'credentials',
                'ordering': ['-batch_id', 'line'],
                'permissions': [('issue_credential', 'Can issue credentials'), ('publish_credential', 'Can review and publish credentials'), ('revoke_credential', 'Can revoke credentials'), ('export_credential', 'Can export credentials')],
                'indexes': [models.Index(fields=['batch', 'status'], name='credential_batch_status'), models.Index(fields=['status', 'lease_until'], name='credential_claims')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'line'), name='credential_one_per_row')],
            },
        ),
        migrations.AlterUniqueTogether(
            name='credentialtemplate',
            unique_together={('translation_key', 'locale')},
        ),
        migrations.AlterUniqueTogether(
            name='credentialgroup',
            unique_together={('translation_key', 'locale')},
        ),
        migrations.CreateModel(
            name='TemplateField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(help_text='The heading of its column, and its placeholder: grade becomes [field.grade].', max_length=50, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]*$', 'Use small letters, digits and _, beginning with a letter.')], verbose_name='name')),
                ('label', models.CharField(blank=True, max_length=100, verbose_name='label')),
                ('help_text', models.CharField(blank=True, max_length=255, verbose_name='help')),
                ('type', models.CharField(choices=[('text', 'Text'), ('long_text', 'Long text'), ('number', 'Number'), ('date', 'Date'), ('choice', 'Choice'), ('url', 'Web address'), ('email', 'E-mail address')], default='text', max_length=20, verbose_name='type')),
                ('required', models.BooleanField(default=False, verbose_name='required')),
                ('max_length', models.PositiveIntegerField(blank=True, null=True, verbose_name='maximum length')),
                ('choices', models.TextField(blank=True, help_text='One a line.', verbose_name='choices')),
                ('example', models.CharField(blank=True, max_length=255, verbose_name='example')),
                ('template', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='fields', to='wagtail_credentials.credentialtemplate')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
                'unique_together': {('template', 'name')},
            },
        ),
    ]
