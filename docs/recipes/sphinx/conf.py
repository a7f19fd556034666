project = "Our documentation"
html_static_path = ["_static"]
html_js_files = [("lifeline/embed.js", {"async": "async"})]
# What stands behind the "#" of a link to a run is no place in a page.
linkcheck_anchors_ignore_for_url = [r".*/lifeline/(index\.html)?$"]
# Room for the diagram beside the sidebar.
html_theme_options = {"page_width": "1040px"}
